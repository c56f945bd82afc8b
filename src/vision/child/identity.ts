/** One Identity node from a float vector `x` to `y` (opset 17): the least that a runtime can be asked to open. */
export const identity = Buffer.from(
  'CAg6RAoQCgF4EgF5IghJZGVudGl0eRIIaWRlbnRpdHlaEgoBeBINCgsIARIHCgUSA2FueWISCgF5Eg0KCwgBEgcKBRIDYW55QgQKABAR',
  'base64',
);
