import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 34:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

var tags = __nccwpck_require__(697);

module.exports = function (buffer) {
  var startingOffset = 0;
  if (buffer.toString('ascii', 0, 3) !== 'MM\0' && buffer.toString('ascii', 0, 3) !== 'II\x2a') {
    startingOffset = 6;
    if (buffer.toString('ascii', 0, 5) !== 'Exif\0')
      throw new Error('Invalid EXIF data: buffer should start with "Exif", "MM" or "II".');
  }

  var bigEndian = null;
  if (buffer[startingOffset] === 0x49 && buffer[startingOffset + 1] === 0x49)
    bigEndian = false;
  else if (buffer[startingOffset] === 0x4d && buffer[startingOffset + 1] === 0x4d)
    bigEndian = true;
  else
    throw new Error('Invalid EXIF data: expected byte order marker.');

  if (buffer.length < startingOffset + 4 || readUInt16(buffer, startingOffset + 2, bigEndian) !== 0x002A)
    throw new Error('Invalid EXIF data: expected 0x002A.');

  if (buffer.length <= startingOffset + 8) {
    throw new Error('Invalid EXIF data: Ends before ifdOffset');
  }
  var ifdOffset = readUInt32(buffer, startingOffset + 4, bigEndian) + startingOffset;
  if (ifdOffset < 8)
    throw new Error('Invalid EXIF data: ifdOffset < 8');

  var result = { bigEndian };
  result.Image = readTags(buffer, ifdOffset, bigEndian, tags.Image, startingOffset);

  if (buffer.length >= ifdOffset + 2) {
    var numEntries = readUInt16(buffer, ifdOffset, bigEndian);
    if (buffer.length >= ifdOffset + 2 + numEntries * 12 + 4) {
      ifdOffset = readUInt32(buffer, ifdOffset + 2 + numEntries * 12, bigEndian);
      if (ifdOffset !== 0)
        result.Thumbnail = readTags(buffer, ifdOffset + startingOffset, bigEndian, tags.Image, startingOffset);
    }
  }

  if (result.Image) {
    if (isPositiveInteger(result.Image.ExifTag))
      result.Photo = readTags(buffer, result.Image.ExifTag + startingOffset, bigEndian, tags.Photo, startingOffset);

    if (isPositiveInteger(result.Image.GPSTag))
      result.GPSInfo = readTags(buffer, result.Image.GPSTag + startingOffset, bigEndian, tags.GPSInfo, startingOffset);
  }
  if (result.Photo && isPositiveInteger(result.Photo.InteroperabilityTag)) {
    result.Iop = readTags(buffer, result.Photo.InteroperabilityTag + startingOffset, bigEndian, tags.Iop, startingOffset);
  }

  return result;
};

var DATE_KEYS = {
  DateTimeOriginal: true,
  DateTimeDigitized: true,
  DateTime: true
};

function readTags(buffer, offset, bigEndian, tags, startingOffset) {
  if (buffer.length < offset + 2) {
    return null;
  }
  var numEntries = readUInt16(buffer, offset, bigEndian);
  offset += 2;

  var res = {};
  for (var i = 0; i < numEntries; i++) {
    if (buffer.length >= offset + 2) {
      var tag = readUInt16(buffer, offset, bigEndian);
    } else {
      return null;
    }
    offset += 2;

    var key = tags[tag] || tag;
    var val = readTag(buffer, offset, bigEndian, startingOffset);

    if (key in DATE_KEYS)
      val = parseDate(val);

    res[key] = val;
    offset += 10;
  }

  return res;
}

var SIZE_LOOKUP = [1, 1, 2, 4, 8, 1, 1, 2, 4, 8];

function readTag(buffer, offset, bigEndian, startingOffset) {
  if (buffer.length < offset + 7) {
    return null;
  }
  var type = readUInt16(buffer, offset, bigEndian);

  // Exit early in case of unknown or bogus type
  if (!type || type > SIZE_LOOKUP.length) return null;

  var numValues = readUInt32(buffer, offset + 2, bigEndian);
  var valueSize = SIZE_LOOKUP[type - 1];
  var valueOffset;
  if (valueSize * numValues <= 4) {
    valueOffset = offset + 6;
  } else {
    if (buffer.length >= offset + 10) {
      valueOffset = readUInt32(buffer, offset + 6, bigEndian) + startingOffset;
    } else {
      return null;
    }
  }

  // Special case for ascii strings
  if (type === 2) {
    var asciiSlice = buffer.slice(valueOffset, valueOffset + numValues);
    if (asciiSlice.some(x => x >> 7 > 0))
      return asciiSlice;

    var string = asciiSlice.toString('ascii');
    if (string[string.length - 1] === '\0') // remove null terminator
      string = string.slice(0, -1);

    return string;
  }

  // Special case for buffers
  if (type === 7)
    return buffer.slice(valueOffset, valueOffset + numValues);

  if (numValues === 1)
    return readValue(buffer, valueOffset, bigEndian, type);

  var res = [];
  for (var i = 0; i < numValues && valueOffset < buffer.length; i++) {
    res.push(readValue(buffer, valueOffset, bigEndian, type));
    valueOffset += valueSize;
  }

  return res;
}

function readValue(buffer, offset, bigEndian, type) {
  switch (type) {
    case 1: // uint8
      if (buffer.length < offset + 1) {
        return null;
      }
      return buffer[offset];

    case 3: // uint16
      if (buffer.length < offset + 2) {
        return null;
      }
      return readUInt16(buffer, offset, bigEndian);

    case 4: // uint32
      if (buffer.length < offset + 4) {
        return null;
      }
      return readUInt32(buffer, offset, bigEndian);

    case 5: // unsigned rational
      if (buffer.length < offset + 8) {
        return null;
      }
      return readUInt32(buffer, offset, bigEndian) / readUInt32(buffer, offset + 4, bigEndian);

    case 6: // int8
      if (buffer.length < offset + 1) {
        return null;
      }
      return buffer.readInt8(offset);

    case 8: // int16
      if (buffer.length < offset + 2) {
        return null;
      }
      return readInt16(buffer, offset, bigEndian);

    case 9: // int32
      if (buffer.length < offset + 4) {
        return null;
      }
      return readInt32(buffer, offset, bigEndian);

    case 10: // signed rational
      if (buffer.length < offset + 8) {
        return null;
      }
      return readInt32(buffer, offset, bigEndian) / readInt32(buffer, offset + 4, bigEndian);
  }
}

function parseDate(string) {
  if (typeof string !== 'string')
    return null;

  var match = string.match(/^(\d{4}):(\d{2}):(\d{2}) (\d{2}):(\d{2}):(\d{2})$/);
  if (!match)
    return null;

  return new Date(Date.UTC(
    match[1],
    match[2] - 1,
    match[3],
    match[4],
    match[5],
    match[6],
    0
  ));
}

function isPositiveInteger(value) {
  return typeof value === 'number' && Math.floor(value) === value && value > 0;
}

// Buffer reading helpers to help switching between endianness
function readUInt16(buffer, offset, bigEndian) {
  if (bigEndian)
    return buffer.readUInt16BE(offset);

  return buffer.readUInt16LE(offset);
}

function readUInt32(buffer, offset, bigEndian) {
  if (bigEndian)
    return buffer.readUInt32BE(offset);

  return buffer.readUInt32LE(offset);
}

function readInt16(buffer, offset, bigEndian) {
  if (bigEndian)
    return buffer.readInt16BE(offset);

  return buffer.readInt16LE(offset);
}

function readInt32(buffer, offset, bigEndian) {
  if (bigEndian)
    return buffer.readInt32BE(offset);

  return buffer.readInt32LE(offset);
}


/***/ }),

/***/ 697:
/***/ ((__unused_webpack_module, exports) => {

/**
* Tag names are generated from https://exiv2.org/tags.html which are derived
* from the Exif spec at https://www.cipa.jp/std/documents/e/DC-008-2012_E.pdf
* A comprehensive list of TIFF and Exif tags can be found on
* https://www.sno.phy.queensu.ca/~phil/exiftool/TagNames/EXIF.html
*/

exports.Image = {
  0x000b: 'ProcessingSoftware',
  0x00fe: 'NewSubfileType',
  0x00ff: 'SubfileType',
  0x0100: 'ImageWidth',
  0x0101: 'ImageLength',
  0x0102: 'BitsPerSample',
  0x0103: 'Compression',
  0x0106: 'PhotometricInterpretation',
  0x0107: 'Thresholding',
  0x0108: 'CellWidth',
  0x0109: 'CellLength',
  0x010a: 'FillOrder',
  0x010d: 'DocumentName',
  0x010e: 'ImageDescription',
  0x010f: 'Make',
  0x0110: 'Model',
  0x0111: 'StripOffsets',
  0x0112: 'Orientation',
  0x0115: 'SamplesPerPixel',
  0x0116: 'RowsPerStrip',
  0x0117: 'StripByteCounts',
  0x011a: 'XResolution',
  0x011b: 'YResolution',
  0x011c: 'PlanarConfiguration',
  0x011d: 'PageName',
  0x011e: 'XPosition',
  0x011f: 'YPosition',
  0x0122: 'GrayResponseUnit',
  0x0123: 'GrayResponseCurve',
  0x0124: 'T4Options',
  0x0125: 'T6Options',
  0x0128: 'ResolutionUnit',
  0x0129: 'PageNumber',
  0x012d: 'TransferFunction',
  0x0131: 'Software',
  0x0132: 'DateTime',
  0x013b: 'Artist',
  0x013c: 'HostComputer',
  0x013d: 'Predictor',
  0x013e: 'WhitePoint',
  0x013f: 'PrimaryChromaticities',
  0x0140: 'ColorMap',
  0x0141: 'HalftoneHints',
  0x0142: 'TileWidth',
  0x0143: 'TileLength',
  0x0144: 'TileOffsets',
  0x0145: 'TileByteCounts',
  0x014a: 'SubIFDs',
  0x014c: 'InkSet',
  0x014d: 'InkNames',
  0x014e: 'NumberOfInks',
  0x0150: 'DotRange',
  0x0151: 'TargetPrinter',
  0x0152: 'ExtraSamples',
  0x0153: 'SampleFormat',
  0x0154: 'SMinSampleValue',
  0x0155: 'SMaxSampleValue',
  0x0156: 'TransferRange',
  0x0157: 'ClipPath',
  0x0158: 'XClipPathUnits',
  0x0159: 'YClipPathUnits',
  0x015a: 'Indexed',
  0x015b: 'JPEGTables',
  0x015f: 'OPIProxy',
  0x0200: 'JPEGProc',
  0x0201: 'JPEGInterchangeFormat',
  0x0202: 'JPEGInterchangeFormatLength',
  0x0203: 'JPEGRestartInterval',
  0x0205: 'JPEGLosslessPredictors',
  0x0206: 'JPEGPointTransforms',
  0x0207: 'JPEGQTables',
  0x0208: 'JPEGDCTables',
  0x0209: 'JPEGACTables',
  0x0211: 'YCbCrCoefficients',
  0x0212: 'YCbCrSubSampling',
  0x0213: 'YCbCrPositioning',
  0x0214: 'ReferenceBlackWhite',
  0x02bc: 'XMLPacket',
  0x4746: 'Rating',
  0x4749: 'RatingPercent',
  0x7032: 'VignettingCorrParams',
  0x7035: 'ChromaticAberrationCorrParams',
  0x7037: 'DistortionCorrParams',
  0x800d: 'ImageID',
  0x828d: 'CFARepeatPatternDim',
  0x828e: 'CFAPattern',
  0x828f: 'BatteryLevel',
  0x8298: 'Copyright',
  0x829a: 'ExposureTime',
  0x829d: 'FNumber',
  0x83bb: 'IPTCNAA',
  0x8649: 'ImageResources',
  0x8769: 'ExifTag',
  0x8773: 'InterColorProfile',
  0x8822: 'ExposureProgram',
  0x8824: 'SpectralSensitivity',
  0x8825: 'GPSTag',
  0x8827: 'ISOSpeedRatings',
  0x8828: 'OECF',
  0x8829: 'Interlace',
  0x882a: 'TimeZoneOffset',
  0x882b: 'SelfTimerMode',
  0x9003: 'DateTimeOriginal',
  0x9102: 'CompressedBitsPerPixel',
  0x9201: 'ShutterSpeedValue',
  0x9202: 'ApertureValue',
  0x9203: 'BrightnessValue',
  0x9204: 'ExposureBiasValue',
  0x9205: 'MaxApertureValue',
  0x9206: 'SubjectDistance',
  0x9207: 'MeteringMode',
  0x9208: 'LightSource',
  0x9209: 'Flash',
  0x920a: 'FocalLength',
  0x920b: 'FlashEnergy',
  0x920c: 'SpatialFrequencyResponse',
  0x920d: 'Noise',
  0x920e: 'FocalPlaneXResolution',
  0x920f: 'FocalPlaneYResolution',
  0x9210: 'FocalPlaneResolutionUnit',
  0x9211: 'ImageNumber',
  0x9212: 'SecurityClassification',
  0x9213: 'ImageHistory',
  0x9214: 'SubjectLocation',
  0x9215: 'ExposureIndex',
  0x9216: 'TIFFEPStandardID',
  0x9217: 'SensingMethod',
  0x9c9b: 'XPTitle',
  0x9c9c: 'XPComment',
  0x9c9d: 'XPAuthor',
  0x9c9e: 'XPKeywords',
  0x9c9f: 'XPSubject',
  0xc4a5: 'PrintImageMatching',
  0xc612: 'DNGVersion',
  0xc613: 'DNGBackwardVersion',
  0xc614: 'UniqueCameraModel',
  0xc615: 'LocalizedCameraModel',
  0xc616: 'CFAPlaneColor',
  0xc617: 'CFALayout',
  0xc618: 'LinearizationTable',
  0xc619: 'BlackLevelRepeatDim',
  0xc61a: 'BlackLevel',
  0xc61b: 'BlackLevelDeltaH',
  0xc61c: 'BlackLevelDeltaV',
  0xc61d: 'WhiteLevel',
  0xc61e: 'DefaultScale',
  0xc61f: 'DefaultCropOrigin',
  0xc620: 'DefaultCropSize',
  0xc621: 'ColorMatrix1',
  0xc622: 'ColorMatrix2',
  0xc623: 'CameraCalibration1',
  0xc624: 'CameraCalibration2',
  0xc625: 'ReductionMatrix1',
  0xc626: 'ReductionMatrix2',
  0xc627: 'AnalogBalance',
  0xc628: 'AsShotNeutral',
  0xc629: 'AsShotWhiteXY',
  0xc62a: 'BaselineExposure',
  0xc62b: 'BaselineNoise',
  0xc62c: 'BaselineSharpness',
  0xc62d: 'BayerGreenSplit',
  0xc62e: 'LinearResponseLimit',
  0xc62f: 'CameraSerialNumber',
  0xc630: 'LensInfo',
  0xc631: 'ChromaBlurRadius',
  0xc632: 'AntiAliasStrength',
  0xc633: 'ShadowScale',
  0xc634: 'DNGPrivateData',
  0xc635: 'MakerNoteSafety',
  0xc65a: 'CalibrationIlluminant1',
  0xc65b: 'CalibrationIlluminant2',
  0xc65c: 'BestQualityScale',
  0xc65d: 'RawDataUniqueID',
  0xc68b: 'OriginalRawFileName',
  0xc68c: 'OriginalRawFileData',
  0xc68d: 'ActiveArea',
  0xc68e: 'MaskedAreas',
  0xc68f: 'AsShotICCProfile',
  0xc690: 'AsShotPreProfileMatrix',
  0xc691: 'CurrentICCProfile',
  0xc692: 'CurrentPreProfileMatrix',
  0xc6bf: 'ColorimetricReference',
  0xc6f3: 'CameraCalibrationSignature',
  0xc6f4: 'ProfileCalibrationSignature',
  0xc6f5: 'ExtraCameraProfiles',
  0xc6f6: 'AsShotProfileName',
  0xc6f7: 'NoiseReductionApplied',
  0xc6f8: 'ProfileName',
  0xc6f9: 'ProfileHueSatMapDims',
  0xc6fa: 'ProfileHueSatMapData1',
  0xc6fb: 'ProfileHueSatMapData2',
  0xc6fc: 'ProfileToneCurve',
  0xc6fd: 'ProfileEmbedPolicy',
  0xc6fe: 'ProfileCopyright',
  0xc714: 'ForwardMatrix1',
  0xc715: 'ForwardMatrix2',
  0xc716: 'PreviewApplicationName',
  0xc717: 'PreviewApplicationVersion',
  0xc718: 'PreviewSettingsName',
  0xc719: 'PreviewSettingsDigest',
  0xc71a: 'PreviewColorSpace',
  0xc71b: 'PreviewDateTime',
  0xc71c: 'RawImageDigest',
  0xc71d: 'OriginalRawFileDigest',
  0xc71e: 'SubTileBlockSize',
  0xc71f: 'RowInterleaveFactor',
  0xc725: 'ProfileLookTableDims',
  0xc726: 'ProfileLookTableData',
  0xc740: 'OpcodeList1',
  0xc741: 'OpcodeList2',
  0xc74e: 'OpcodeList3',
  0xc761: 'NoiseProfile',
  0xc763: 'TimeCodes',
  0xc764: 'FrameRate',
  0xc772: 'TStop',
  0xc789: 'ReelName',
  0xc7a1: 'CameraLabel',
  0xc791: 'OriginalDefaultFinalSize',
  0xc792: 'OriginalBestQualityFinalSize',
  0xc793: 'OriginalDefaultCropSize',
  0xc7a3: 'ProfileHueSatMapEncoding',
  0xc7a4: 'ProfileLookTableEncoding',
  0xc7a5: 'BaselineExposureOffset',
  0xc7a6: 'DefaultBlackRender',
  0xc7a7: 'NewRawImageDigest',
  0xc7a8: 'RawToPreviewGain',
  0xc7b5: 'DefaultUserCrop',
  0xc7e9: 'DepthFormat',
  0xc7ea: 'DepthNear',
  0xc7eb: 'DepthFar',
  0xc7ec: 'DepthUnits',
  0xc7ed: 'DepthMeasureType',
  0xc7ee: 'EnhanceParams',
  0xcd2d: 'ProfileGainTableMap',
  0xcd2e: 'SemanticName',
  0xcd30: 'SemanticInstanceID',
  0xcd31: 'CalibrationIlluminant3',
  0xcd32: 'CameraCalibration3',
  0xcd33: 'ColorMatrix3',
  0xcd34: 'ForwardMatrix3',
  0xcd35: 'IlluminantData1',
  0xcd36: 'IlluminantData2',
  0xcd37: 'IlluminantData3',
  0xcd38: 'MaskSubArea',
  0xcd39: 'ProfileHueSatMapData3',
  0xcd3a: 'ReductionMatrix3',
  0xcd3b: 'RGBTables'
};

exports.Photo = {
  0x829a: 'ExposureTime',
  0x829d: 'FNumber',
  0x8822: 'ExposureProgram',
  0x8824: 'SpectralSensitivity',
  0x8827: 'ISOSpeedRatings',
  0x8828: 'OECF',
  0x8830: 'SensitivityType',
  0x8831: 'StandardOutputSensitivity',
  0x8832: 'RecommendedExposureIndex',
  0x8833: 'ISOSpeed',
  0x8834: 'ISOSpeedLatitudeyyy',
  0x8835: 'ISOSpeedLatitudezzz',
  0x9000: 'ExifVersion',
  0x9003: 'DateTimeOriginal',
  0x9004: 'DateTimeDigitized',
  0x9010: 'OffsetTime',
  0x9011: 'OffsetTimeOriginal',
  0x9012: 'OffsetTimeDigitized',
  0x9101: 'ComponentsConfiguration',
  0x9102: 'CompressedBitsPerPixel',
  0x9201: 'ShutterSpeedValue',
  0x9202: 'ApertureValue',
  0x9203: 'BrightnessValue',
  0x9204: 'ExposureBiasValue',
  0x9205: 'MaxApertureValue',
  0x9206: 'SubjectDistance',
  0x9207: 'MeteringMode',
  0x9208: 'LightSource',
  0x9209: 'Flash',
  0x920a: 'FocalLength',
  0x9214: 'SubjectArea',
  0x927c: 'MakerNote',
  0x9286: 'UserComment',
  0x9290: 'SubSecTime',
  0x9291: 'SubSecTimeOriginal',
  0x9292: 'SubSecTimeDigitized',
  0x9400: 'Temperature',
  0x9401: 'Humidity',
  0x9402: 'Pressure',
  0x9403: 'WaterDepth',
  0x9404: 'Acceleration',
  0x9405: 'CameraElevationAngle',
  0xa000: 'FlashpixVersion',
  0xa001: 'ColorSpace',
  0xa002: 'PixelXDimension',
  0xa003: 'PixelYDimension',
  0xa004: 'RelatedSoundFile',
  0xa005: 'InteroperabilityTag',
  0xa20b: 'FlashEnergy',
  0xa20c: 'SpatialFrequencyResponse',
  0xa20e: 'FocalPlaneXResolution',
  0xa20f: 'FocalPlaneYResolution',
  0xa210: 'FocalPlaneResolutionUnit',
  0xa214: 'SubjectLocation',
  0xa215: 'ExposureIndex',
  0xa217: 'SensingMethod',
  0xa300: 'FileSource',
  0xa301: 'SceneType',
  0xa302: 'CFAPattern',
  0xa401: 'CustomRendered',
  0xa402: 'ExposureMode',
  0xa403: 'WhiteBalance',
  0xa404: 'DigitalZoomRatio',
  0xa405: 'FocalLengthIn35mmFilm',
  0xa406: 'SceneCaptureType',
  0xa407: 'GainControl',
  0xa408: 'Contrast',
  0xa409: 'Saturation',
  0xa40a: 'Sharpness',
  0xa40b: 'DeviceSettingDescription',
  0xa40c: 'SubjectDistanceRange',
  0xa420: 'ImageUniqueID',
  0xa430: 'CameraOwnerName',
  0xa431: 'BodySerialNumber',
  0xa432: 'LensSpecification',
  0xa433: 'LensMake',
  0xa434: 'LensModel',
  0xa435: 'LensSerialNumber',
  0xa460: 'CompositeImage',
  0xa461: 'SourceImageNumberOfCompositeImage',
  0xa462: 'SourceExposureTimesOfCompositeImage',
  0xa500: 'Gamma'
};

exports.Iop = {
  0x0001: 'InteroperabilityIndex',
  0x0002: 'InteroperabilityVersion',
  0x1000: 'RelatedImageFileFormat',
  0x1001: 'RelatedImageWidth',
  0x1002: 'RelatedImageLength'
};

exports.GPSInfo = {
  0x0000: 'GPSVersionID',
  0x0001: 'GPSLatitudeRef',
  0x0002: 'GPSLatitude',
  0x0003: 'GPSLongitudeRef',
  0x0004: 'GPSLongitude',
  0x0005: 'GPSAltitudeRef',
  0x0006: 'GPSAltitude',
  0x0007: 'GPSTimeStamp',
  0x0008: 'GPSSatellites',
  0x0009: 'GPSStatus',
  0x000a: 'GPSMeasureMode',
  0x000b: 'GPSDOP',
  0x000c: 'GPSSpeedRef',
  0x000d: 'GPSSpeed',
  0x000e: 'GPSTrackRef',
  0x000f: 'GPSTrack',
  0x0010: 'GPSImgDirectionRef',
  0x0011: 'GPSImgDirection',
  0x0012: 'GPSMapDatum',
  0x0013: 'GPSDestLatitudeRef',
  0x0014: 'GPSDestLatitude',
  0x0015: 'GPSDestLongitudeRef',
  0x0016: 'GPSDestLongitude',
  0x0017: 'GPSDestBearingRef',
  0x0018: 'GPSDestBearing',
  0x0019: 'GPSDestDistanceRef',
  0x001a: 'GPSDestDistance',
  0x001b: 'GPSProcessingMethod',
  0x001c: 'GPSAreaInformation',
  0x001d: 'GPSDateStamp',
  0x001e: 'GPSDifferential',
  0x001f: 'GPSHPositioningError'
};


/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/************************************************************************/
var __webpack_exports__ = {};

;// CONCATENATED MODULE: external "node:worker_threads"
const external_node_worker_threads_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:worker_threads");
;// CONCATENATED MODULE: external "node:net"
const external_node_net_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");
;// CONCATENATED MODULE: ./lib/src/model/fault.js
/** A failure whose message is written for the user: a sentence that ends with what to do. */
class Fault extends Error {
    name = 'Fault';
    kind;
    at;
    constructor(kind, message, at) {
        super(message);
        this.kind = kind;
        this.at = at;
    }
}

;// CONCATENATED MODULE: ./lib/src/vision/frames.js
const PREFIX_BYTES = 8;
const EMPTY = new Uint8Array(0);
/**
 * Encodes one message as [length of head, length of body] (two little-endian 32-bit integers), head in UTF-8 JSON, body.
 *
 * @returns the pieces to write one after the other; the body is not copied
 */
function encodeFrame(head, body = EMPTY) {
    const text = Buffer.from(JSON.stringify(head));
    const start = Buffer.allocUnsafe(PREFIX_BYTES + text.length);
    start.writeUInt32LE(text.length, 0);
    start.writeUInt32LE(body.length, 4);
    text.copy(start, PREFIX_BYTES);
    return body.length ? [start, body] : [start];
}
/**
 * Cuts a byte stream back into messages.
 *
 * @param limit - most bytes that one message may announce; 0 to 4 GB
 * @returns a function that takes the next chunk of the stream and gives the messages that it completes; bodies are copies
 * @throws Error when a message is longer than the limit or its head is not JSON
 */
function frameReader(limit) {
    let chunks = [];
    let held = 0;
    let wanted = PREFIX_BYTES;
    return (chunk) => {
        chunks.push(chunk);
        held += chunk.length;
        const frames = [];
        while (held >= wanted) {
            const joined = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, held);
            const view = new DataView(joined.buffer, joined.byteOffset, joined.byteLength);
            let offset = 0;
            wanted = PREFIX_BYTES;
            while (joined.length - offset >= PREFIX_BYTES) {
                const headLength = view.getUint32(offset, true);
                const bodyLength = view.getUint32(offset + 4, true);
                const length = PREFIX_BYTES + headLength + bodyLength;
                if (length > limit) {
                    throw new Error(`Expected a message of at most ${limit} bytes but received one of ${length}.`);
                }
                if (joined.length - offset < length) {
                    wanted = length;
                    break;
                }
                const headAt = offset + PREFIX_BYTES;
                const head = JSON.parse(new TextDecoder().decode(joined.subarray(headAt, headAt + headLength)));
                frames.push({ head, body: new Uint8Array(joined.subarray(headAt + headLength, offset + length)) });
                offset += length;
            }
            held = joined.length - offset;
            chunks = held ? [joined.subarray(offset)] : [];
        }
        return frames;
    };
}

;// CONCATENATED MODULE: ./lib/src/vision/pixels/grey.js
/** Luma of a picture as Pillow's `convert('L')` takes it: ITU-R 601 weights in 16-bit fixed point, rounded. */
function toGrey(pixels) {
    if (pixels.channels === 1)
        return pixels;
    const { width, height, data } = pixels;
    const out = new Uint8Array(width * height);
    for (let i = 0, from = 0; i < out.length; i++, from += 3) {
        out[i] = (data[from] * 19595 + data[from + 1] * 38470 + data[from + 2] * 7471 + 0x8000) >> 16;
    }
    return { width, height, channels: 1, data: out };
}

;// CONCATENATED MODULE: ./lib/src/vision/pixels/resample.js
const PRECISION = 22;
const HALF = 1 << (PRECISION - 1);
const sinc = (x) => (x === 0 ? 1 : Math.sin(x * Math.PI) / (x * Math.PI));
const KERNELS = {
    box: { support: 0.5, weight: (x) => (x > -0.5 && x <= 0.5 ? 1 : 0) },
    bilinear: { support: 1, weight: (x) => Math.max(0, 1 - Math.abs(x)) },
    hamming: {
        support: 1,
        weight: (x) => (Math.abs(x) >= 1 ? 0 : sinc(x) * (0.54 + 0.46 * Math.cos(x * Math.PI))),
    },
    bicubic: {
        support: 2,
        weight: (x) => {
            const a = -0.5;
            const d = Math.abs(x);
            if (d < 1)
                return ((a + 2) * d - (a + 3)) * d * d + 1;
            return d < 2 ? (((d - 5) * d + 8) * d - 4) * a : 0;
        },
    },
    lanczos: { support: 3, weight: (x) => (x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0) },
};
/**
 * Resizes a picture to `width` × `height` as Pillow's `Image.resize` does: separable, antialiased when it shrinks,
 * horizontal pass first, each pass rounded to 8 bits with 22-bit fixed-point weights (Pillow, `src/libImaging/Resample.c`).
 * Bit for bit what Pillow gives up to version 12; 13 takes the vertical pass first where a picture loses more than twice
 * as many rows as columns, which moves some values by a few levels.
 *
 * @param window - the part of the result that is wanted; only it is computed, and it equals the same part of the whole
 */
function resample(pixels, width, height, kernel, window = { left: 0, top: 0, width, height }) {
    const whole = window.width === width && window.height === height;
    if (width === pixels.width && height === pixels.height && whole)
        return pixels;
    if (kernel === 'nearest')
        return nearest(pixels, width, height, window);
    const across = taps(pixels.width, width, window.left, window.width, kernel);
    const down = taps(pixels.height, height, window.top, window.height, kernel);
    const last = window.height - 1;
    const rows = { from: down.first[0], to: down.first[last] + down.count[last] };
    const unchanged = width === pixels.width && window.width === width;
    const narrowed = unchanged ? pixels : horizontal(pixels, across, rows);
    const top = unchanged ? 0 : rows.from;
    return height === pixels.height && window.height === height ? narrowed : vertical(narrowed, down, top);
}
/** Weights used last: the pictures of a dataset mostly share their sizes. */
const MOST_KNOWN = 64;
const known = new Map();
function taps(from, to, start, count, kernel) {
    const key = `${from} ${to} ${start} ${count} ${kernel}`;
    const axis = known.get(key) ?? computeTaps(from, to, start, count, KERNELS[kernel]);
    if (known.size >= MOST_KNOWN)
        known.clear();
    known.set(key, axis);
    return axis;
}
function computeTaps(from, to, start, count, { support, weight }) {
    const scale = from / to;
    const filterScale = Math.max(scale, 1);
    const reach = support * filterScale;
    const stride = Math.ceil(reach) * 2 + 1;
    const axis = {
        first: new Int32Array(count),
        count: new Int32Array(count),
        weights: new Int32Array(count * stride),
        stride,
    };
    const raw = new Float64Array(stride);
    for (let i = 0; i < count; i++) {
        const centre = (start + i + 0.5) * scale;
        const first = Math.max(0, Math.trunc(centre - reach + 0.5));
        const n = Math.min(from, Math.trunc(centre + reach + 0.5)) - first;
        let sum = 0;
        for (let k = 0; k < n; k++) {
            raw[k] = weight((k + first - centre + 0.5) * (1 / filterScale));
            sum += raw[k];
        }
        for (let k = 0; k < n; k++) {
            const share = (sum === 0 ? raw[k] : raw[k] / sum) * (1 << PRECISION);
            axis.weights[i * stride + k] = Math.trunc(share < 0 ? share - 0.5 : share + 0.5);
        }
        axis.first[i] = first;
        axis.count[i] = n;
    }
    return axis;
}
function clip(sum) {
    const value = sum >> PRECISION;
    return value < 0 ? 0 : Math.min(value, 255);
}
function horizontal(pixels, taps, rows) {
    const width = taps.first.length;
    const height = rows.to - rows.from;
    const out = new Uint8Array(width * height * pixels.channels);
    const pass = pixels.channels === 3 ? horizontal3 : horizontal1;
    pass(pixels.data, pixels.width, rows.from, height, taps, out);
    return { width, height, channels: pixels.channels, data: out };
}
function horizontal3(data, width, top, height, taps, out) {
    const { first, count, weights, stride } = taps;
    let to = 0;
    for (let y = 0; y < height; y++) {
        const row = (top + y) * width;
        for (let x = 0; x < first.length; x++) {
            let r = HALF;
            let g = HALF;
            let b = HALF;
            let from = (row + first[x]) * 3;
            const start = x * stride;
            const end = start + count[x];
            for (let k = start; k < end; k++, from += 3) {
                const w = weights[k];
                r = (r + Math.imul(data[from], w)) | 0;
                g = (g + Math.imul(data[from + 1], w)) | 0;
                b = (b + Math.imul(data[from + 2], w)) | 0;
            }
            out[to] = clip(r);
            out[to + 1] = clip(g);
            out[to + 2] = clip(b);
            to += 3;
        }
    }
}
/** Four rows at a time: each weight is read once for all of them. */
function horizontal1(data, width, top, height, taps, out) {
    const { first, count, weights, stride } = taps;
    const columns = first.length;
    const whole = height - (height % 4);
    for (let y = 0; y < whole; y += 4) {
        const row = (top + y) * width;
        for (let x = 0; x < columns; x++) {
            let a = HALF;
            let b = HALF;
            let c = HALF;
            let d = HALF;
            let from = row + first[x];
            const start = x * stride;
            const end = start + count[x];
            for (let k = start; k < end; k++, from++) {
                const w = weights[k];
                a = (a + Math.imul(data[from], w)) | 0;
                b = (b + Math.imul(data[from + width], w)) | 0;
                c = (c + Math.imul(data[from + 2 * width], w)) | 0;
                d = (d + Math.imul(data[from + 3 * width], w)) | 0;
            }
            const to = y * columns + x;
            out[to] = clip(a);
            out[to + columns] = clip(b);
            out[to + 2 * columns] = clip(c);
            out[to + 3 * columns] = clip(d);
        }
    }
    for (let y = whole; y < height; y++) {
        const row = (top + y) * width;
        for (let x = 0; x < columns; x++) {
            let sum = HALF;
            let from = row + first[x];
            const start = x * stride;
            const end = start + count[x];
            for (let k = start; k < end; k++, from++)
                sum = (sum + Math.imul(data[from], weights[k])) | 0;
            out[y * columns + x] = clip(sum);
        }
    }
}
/** @param top - the row of the whole picture that is the first here */
function vertical(pixels, taps, top) {
    const { first, count, weights, stride } = taps;
    const { data, channels, width } = pixels;
    const height = first.length;
    const rowValues = width * channels;
    const out = new Uint8Array(rowValues * height);
    const sums = new Int32Array(rowValues);
    for (let y = 0; y < height; y++) {
        sums.fill(HALF);
        for (let k = 0; k < count[y]; k++) {
            const w = weights[y * stride + k];
            const from = (first[y] - top + k) * rowValues;
            for (let i = 0; i < rowValues; i++)
                sums[i] = (sums[i] + Math.imul(data[from + i], w)) | 0;
        }
        const to = y * rowValues;
        for (let i = 0; i < rowValues; i++)
            out[to + i] = clip(sums[i]);
    }
    return { width, height, channels, data: out };
}
/** Pillow's nearest neighbour (`ImagingScaleAffine`): its source positions are summed step by step, and so are these. */
function nearest(pixels, width, height, window) {
    const { channels, data } = pixels;
    const columns = nearestPositions(pixels.width, width, window.left, window.width);
    const rows = nearestPositions(pixels.height, height, window.top, window.height);
    const out = new Uint8Array(window.width * window.height * channels);
    let to = 0;
    for (const row of rows) {
        for (const column of columns) {
            const from = (row * pixels.width + column) * channels;
            for (let c = 0; c < channels; c++)
                out[to++] = data[from + c];
        }
    }
    return { width: window.width, height: window.height, channels, data: out };
}
function nearestPositions(from, to, start, count) {
    const positions = new Int32Array(count);
    const scale = from / to;
    let position = scale * 0.5;
    for (let i = 0; i < start + count; i++, position += scale) {
        if (i >= start)
            positions[i - start] = Math.min(from - 1, Math.trunc(position));
    }
    return positions;
}

;// CONCATENATED MODULE: ./lib/src/vision/pixels/phash.js


const SIDE = 32;
const LOW = 8;
/** cos(π k (2n + 1) / 64) for k < 8: the rows of the 32-point DCT-II that the hash keeps. */
const COSINES = Float64Array.from({ length: LOW * SIDE }, (_, i) => {
    const k = Math.floor(i / SIDE);
    const n = i % SIDE;
    return Math.cos((Math.PI * k * (2 * n + 1)) / (2 * SIDE));
});
/**
 * 64-bit perceptual hash, equal to `imagehash.phash`: grey, 32 × 32 by Lanczos, the 8 × 8 lowest frequencies of the
 * two-dimensional DCT-II; a bit is set where a coefficient exceeds their median, the constant one included.
 *
 * @returns 16 hex digits, the first bit highest
 */
function phash(pixels) {
    const { data } = resample(toGrey(pixels), SIDE, SIDE, 'lanczos');
    const rows = new Float64Array(LOW * SIDE);
    for (let k = 0; k < LOW; k++) {
        for (let x = 0; x < SIDE; x++) {
            let sum = 0;
            for (let y = 0; y < SIDE; y++)
                sum += data[y * SIDE + x] * COSINES[k * SIDE + y];
            rows[k * SIDE + x] = sum;
        }
    }
    const coefficients = new Float64Array(LOW * LOW);
    for (let k = 0; k < LOW; k++) {
        for (let l = 0; l < LOW; l++) {
            let sum = 0;
            for (let x = 0; x < SIDE; x++)
                sum += rows[k * SIDE + x] * COSINES[l * SIDE + x];
            // Sums that are exactly zero in theory are rounding noise in practice: without this a flat picture hashes to noise.
            coefficients[k * LOW + l] = Math.abs(sum) < 1e-6 ? 0 : sum;
        }
    }
    const sorted = Float64Array.from(coefficients).sort();
    const median = (sorted[31] + sorted[32]) / 2;
    let hash = 0n;
    for (const coefficient of coefficients)
        hash = (hash << 1n) | (coefficient > median ? 1n : 0n);
    return hash.toString(16).padStart(16, '0');
}

;// CONCATENATED MODULE: ./lib/src/vision/pixels/survey.js
/** Squared brightness is counted in bins of 2¹⁰ thousandths of a squared level. */
const BIN_SHIFT = 10;
const BIN_WIDTH = 2 ** BIN_SHIFT / 1000;
const RED = squares(241);
const GREEN = squares(691);
const BLUE = squares(68);
const BINS = ((RED[255] + GREEN[255] + BLUE[255]) >> BIN_SHIFT) + 1;
/**
 * Counts a picture's pixels in one pass.
 *
 * @param step - looks at every step-th pixel of the rows laid end to end
 */
function survey({ channels, data }, step = 1) {
    return channels === 1 ? surveyGrey(data, step) : surveyColour(data, step);
}
/** A step that leaves about `wanted` pixels or more, and that falls on every column in turn: it shares no factor with the width. */
function stepFor({ width, height }, wanted) {
    let step = Math.max(1, Math.floor((width * height) / wanted));
    while (greatestDivisor(width, step) > 1)
        step--;
    return step;
}
function greatestDivisor(a, b) {
    return b === 0 ? a : greatestDivisor(b, a % b);
}
function surveyGrey(data, step) {
    const levels = new Uint32Array(256);
    for (let i = 0; i < data.length; i += step)
        levels[data[i]]++;
    let lumaSum = 0;
    let lumaSquares = 0;
    for (const [value, count] of levels.entries()) {
        lumaSum += count * value;
        lumaSquares += count * value * value;
    }
    return { count: Math.ceil(data.length / step), lumaSum, lumaSquares, levels, squares: null, colourless: true };
}
function surveyColour(data, step) {
    const levels = new Uint32Array(3 * 256);
    const counts = new Uint32Array(BINS);
    let lumaSum = 0;
    let lumaSquares = 0;
    let difference = 0;
    for (let i = 0; i < data.length; i += 3 * step) {
        const r = data[i];
        const g = data[i + 1];
        const b = data[i + 2];
        levels[r]++;
        levels[256 + g]++;
        levels[512 + b]++;
        counts[(RED[r] + GREEN[g] + BLUE[b]) >> BIN_SHIFT]++;
        const luma = (r * 19595 + g * 38470 + b * 7471 + 0x8000) >> 16;
        lumaSum += luma;
        lumaSquares += luma * luma;
        difference |= (r ^ g) | (g ^ b);
    }
    const count = Math.ceil(data.length / (3 * step));
    return { count, lumaSum, lumaSquares, levels, squares: counts, colourless: difference === 0 };
}
function squares(weight) {
    return Int32Array.from({ length: 256 }, (_, value) => weight * value * value);
}

;// CONCATENATED MODULE: ./lib/src/vision/pixels/quality.js

/** The scores below which cleanvision reports a picture. */
const REPORTED_BELOW = { dark: 0.32, bright: 0.05, lowInformation: 0.3 };
/** Shares of the pixels that are darker than what `bright` and `dark` look at. */
const PERCENTILES = [0.05, 0.99];
/** By how much such a share may be wrong in 65 536 pixels: twice its standard error at 5 %, five times at 99 %. */
const WRONG_BY = 0.002;
/**
 * Scores a picture as cleanvision 0.3.7 does: `dark` is the 99th percentile of brightness, `bright` one minus the 5th,
 * `lowInformation` a tenth of the entropy in bits. Pictures with alpha are scored without it.
 */
function quality(survey) {
    const [low, high] = brightnessPercentiles(survey, PERCENTILES);
    return { dark: high, bright: 1 - low, lowInformation: Math.min(1, 0.1 * entropy(survey)) };
}
/**
 * Whether a part of the pixels decides the scores: none is within `margin` of where cleanvision begins to report, and the
 * percentiles move by less where as many more of the pixels are darker or lighter as a part can be wrong by.
 */
function isDecided(survey, scores, margin) {
    const names = Object.keys(REPORTED_BELOW);
    if (names.some((name) => Math.abs(scores[name] - REPORTED_BELOW[name]) < margin))
        return false;
    return PERCENTILES.every((share) => {
        const [less, value, more] = brightnessPercentiles(survey, [share - WRONG_BY, share, share + WRONG_BY]);
        return Math.max(value - less, more - value) < margin;
    });
}
/**
 * Percentiles, linearly interpolated as NumPy does, of each pixel's perceived brightness
 * √(0.241 R² + 0.691 G² + 0.068 B²) / 255. Exact for grey; of colours, whose squared brightness was counted in bins,
 * within 0.0002 above 1/16, and within 0.004 in the dark below it.
 *
 * @param shares - 0–1
 */
function brightnessPercentiles({ count, levels, squares }, shares) {
    const value = squares ? rankedSquares(squares) : rankedLevels(levels);
    return shares.map((share) => {
        const rank = share * (count - 1);
        const below = value(Math.floor(rank));
        return below + (value(Math.ceil(rank)) - below) * (rank - Math.floor(rank));
    });
}
function rankedLevels(levels) {
    return (rank) => locate(levels, rank).bin / 255;
}
/** The members of a bin are taken to lie evenly in it. */
function rankedSquares(counts) {
    return (rank) => {
        const { bin, within } = locate(counts, rank);
        return Math.min(1, Math.sqrt((bin + (within + 0.5) / counts[bin]) * BIN_WIDTH) / 255);
    };
}
/** The bin that holds a rank (from 0), and the rank within that bin. */
function locate(counts, rank) {
    let within = rank;
    let bin = 0;
    while (counts[bin] <= within)
        within -= counts[bin++];
    return { bin, within };
}
/** Shannon entropy in bits of all channels' histograms taken as one, as Pillow's `Image.entropy` does. */
function entropy({ levels }) {
    let all = 0;
    for (const count of levels)
        all += count;
    let bits = 0;
    for (const count of levels) {
        if (count === 0)
            continue;
        const share = count / all;
        bits -= share * Math.log2(share);
    }
    return bits;
}

;// CONCATENATED MODULE: ./lib/src/vision/pixels/reduce.js
/** A grey picture made smaller by a whole factor: means of squares, rounded; what is left over at the right and the bottom goes. */
function reduce({ width, height, data }, factor) {
    const columns = Math.floor(width / factor);
    const rows = Math.floor(height / factor);
    const out = new Uint8Array(columns * rows);
    const sums = new Uint32Array(columns);
    const area = factor * factor;
    const half = area >> 1;
    for (let y = 0; y < rows; y++) {
        sums.fill(half);
        for (let within = 0; within < factor; within++) {
            let from = (y * factor + within) * width;
            for (let x = 0; x < columns; x++) {
                let sum = 0;
                for (const end = from + factor; from < end; from++)
                    sum += data[from];
                sums[x] += sum;
            }
        }
        for (let x = 0; x < columns; x++)
            out[y * columns + x] = sums[x] / area;
    }
    return { width: columns, height: rows, channels: 1, data: out };
}

;// CONCATENATED MODULE: ./lib/src/vision/pixels/sharpness.js



const sharpness_SIDE = 64;
const FACTOR = 0.01;
/** A spread of the grey histogram that gives a smaller share than this counts as none. */
const SPREAD_THRESHOLD = 0.18;
/** The score below which cleanvision takes a picture for blurry. */
const BLURRY_BELOW = 0.29;
/** How much smaller the bicubic kernel makes a picture at least: enough for the means before it not to show. */
const LEAST_RATIO = 4;
/** Twice what the two ways differ by. */
const MARGIN = 0.015;
/**
 * cleanvision's `blurry` score: the spread of edges and of the grey histogram at 64 pixels, 0–1. cleanvision makes
 * the colours small by a bicubic kernel and then grey. Here the grey picture is made small, first by whole factors, which
 * is a tenth of the work and differs by less than 0.01; where that could matter to a threshold, it is done as there.
 *
 * @param luma - the same picture in grey
 */
function sharpness(pixels, luma) {
    const factor = Math.floor(Math.max(luma.width, luma.height) / sharpness_SIDE / LEAST_RATIO);
    const { edges, spread } = shares(toSide(luma, factor > 1 ? reduce(luma, factor) : luma));
    const score = total(edges, spread);
    const certain = Math.abs(spread - SPREAD_THRESHOLD) > MARGIN && Math.abs(score - BLURRY_BELOW) > MARGIN;
    if (certain || (pixels.channels === 1 && factor <= 1))
        return score;
    const exact = shares(toGrey(toSide(pixels, pixels)));
    return total(exact.edges, exact.spread);
}
/** At most 64 pixels wide and high, as cleanvision makes it. */
function toSide({ width, height }, from) {
    const ratio = Math.max(width, height) / sharpness_SIDE;
    const side = (length) => Math.max(Math.floor(length / ratio), 1);
    return ratio > 1 ? resample(from, side(width), side(height), 'bicubic') : from;
}
function shares(grey) {
    const levels = new Uint32Array(256);
    for (const value of grey.data)
        levels[value]++;
    return {
        edges: 1 - Math.exp(-FACTOR * deviation(findEdges(grey))),
        spread: 1 - Math.exp(-FACTOR * deviation(levels)),
    };
}
function total(edges, spread) {
    return Math.min(1, edges + (spread <= SPREAD_THRESHOLD ? 0 : spread));
}
/** Pillow's `FIND_EDGES`: eight times a pixel minus its neighbours, clipped to 0–255; the border stays as it is. */
function findEdges({ width, height, data }) {
    const out = Uint8Array.from(data);
    for (let y = 1; y < height - 1; y++) {
        for (let x = 1; x < width - 1; x++) {
            const i = y * width + x;
            const up = i - width;
            const down = i + width;
            const around = data[up - 1] +
                data[up] +
                data[up + 1] +
                data[i - 1] +
                data[i + 1] +
                data[down - 1] +
                data[down] +
                data[down + 1];
            out[i] = Math.max(0, Math.min(255, 8 * data[i] - around));
        }
    }
    return out;
}
function deviation(values) {
    let sum = 0;
    let squared = 0;
    for (let i = 0; i < values.length; i++) {
        sum += values[i];
        squared += values[i] * values[i];
    }
    return Math.sqrt(Math.max(0, squared - (sum * sum) / values.length) / values.length);
}

;// CONCATENATED MODULE: ./lib/src/vision/pixels/tones.js
function tones({ count, lumaSum, lumaSquares, levels, colourless }) {
    const mean = lumaSum / count;
    const variance = Math.max(0, lumaSquares / count - mean * mean);
    const [red, green, blue] = tones_shares(levels);
    return { grey: colourless, brightness: mean / 255, contrast: Math.sqrt(variance) / 255, red, green, blue };
}
function tones_shares(levels) {
    const sums = Array.from({ length: levels.length / 256 }, (_, channel) => {
        let sum = 0;
        for (let value = 1; value < 256; value++)
            sum += value * levels[channel * 256 + value];
        return sum;
    });
    const all = sums.reduce((a, b) => a + b);
    return all === 0 || sums.length === 1 ? [1 / 3, 1 / 3, 1 / 3] : sums.map((sum) => sum / all);
}

;// CONCATENATED MODULE: ./lib/src/vision/pixels/facts.js






/** Pixels that tell a picture's scores to a few thousandths. */
const ENOUGH = 2 ** 16;
const facts_MARGIN = 0.01;
/**
 * Every fact of a picture's pixels. The hash is made from all of them. Scores and tones come from a regular part of large
 * pictures, at least 65 536 pixels, and within 0.01 of what all pixels give; from all of them where the part could be
 * farther off, or a score lies that near to the one below which cleanvision reports it.
 */
function pixelFacts(pixels) {
    const luma = toGrey(pixels);
    const step = stepFor(pixels, ENOUGH);
    let counted = survey(pixels, step);
    let scores = quality(counted);
    if (step > 1 && (!isDecided(counted, scores, facts_MARGIN) || (counted.colourless && pixels.channels === 3))) {
        counted = survey(pixels);
        scores = quality(counted);
    }
    return { ...scores, blurry: sharpness(pixels, luma), ...tones(counted), phash: phash(luma) };
}

;// CONCATENATED MODULE: external "node:crypto"
const external_node_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");
;// CONCATENATED MODULE: ./lib/src/vision/child/colour-profile.js

const TAG_COUNT_AT = 128;
const TAG_BYTES = 12;
const MOST_TAGS = 100;
const DIGEST_LENGTH = 16;
/**
 * The name that a colour profile gives itself (tag `desc` of ICC.1: text in version 2, the first language of several in
 * version 4), else a digest of it; `''` when there is no profile.
 */
function profileName(icc) {
    if (!icc)
        return '';
    return description(Buffer.from(icc)).trim() || (0,external_node_crypto_namespaceObject.createHash)('sha256').update(icc).digest('hex').slice(0, DIGEST_LENGTH);
}
function description(icc) {
    try {
        const tags = Math.min(icc.readUInt32BE(TAG_COUNT_AT), MOST_TAGS);
        for (let tag = 0; tag < tags; tag++) {
            const entry = TAG_COUNT_AT + 4 + tag * TAG_BYTES;
            if (icc.toString('latin1', entry, entry + 4) !== 'desc')
                continue;
            const start = icc.readUInt32BE(entry + 4);
            return textAt(icc, start);
        }
    }
    catch (error) {
        if (!(error instanceof RangeError))
            throw error;
    }
    return '';
}
function textAt(icc, start) {
    const type = icc.toString('latin1', start, start + 4);
    if (type === 'desc') {
        const length = icc.readUInt32BE(start + 8);
        return icc.toString('latin1', start + 12, start + 12 + length).split('\0', 1)[0];
    }
    if (type !== 'mluc' || icc.readUInt32BE(start + 8) === 0)
        return '';
    const length = icc.readUInt32BE(start + 20) & ~1;
    const from = start + icc.readUInt32BE(start + 24);
    return Buffer.from(icc.subarray(from, from + length))
        .swap16()
        .toString('utf16le')
        .split('\0', 1)[0];
}

;// CONCATENATED MODULE: ./lib/src/vision/child/decode.js
/** Depths that can be decoded, in bits a channel. */
const BITS = { uchar: 8, ushort: 16 };
function openPicture(sharp, bytes, limitPixels) {
    const options = {
        failOn: 'warning',
        limitInputPixels: limitPixels,
        ignoreIcc: true,
        page: 0,
        pages: 1,
    };
    return sharp(bytes, options);
}
/**
 * Decodes the first frame of a picture to the 8-bit pixels that Pillow's `convert('RGB')` gives: colour profiles are
 * ignored, alpha is dropped and not blended, palettes are expanded, CMYK is taken without a profile. Two differences on
 * purpose: grey stays one channel, and 16-bit grey keeps its high byte where Pillow saturates to white.
 *
 * @param limitPixels - most pixels that a header may announce
 * @throws Error with a reason when the bytes are no picture, are truncated or corrupt, or too large
 */
async function decode(sharp, bytes, limitPixels) {
    const picture = openPicture(sharp, bytes, limitPixels);
    const metadata = await picture.metadata();
    if (!(metadata.depth in BITS)) {
        throw new Error(`Expected 8 or 16 bits a channel but received ${metadata.depth} values`);
    }
    return { header: headerOf(metadata), pixels: await pixelsOf(picture, metadata) };
}
function headerOf(metadata) {
    const { format, width, height, channels, isProgressive, exif, xmp, icc } = metadata;
    return {
        format,
        mode: modeOf(metadata),
        depth: metadata.bitsPerSample ?? BITS[metadata.depth],
        width,
        height,
        channels,
        frames: metadata.pages ?? 1,
        progressive: isProgressive,
        orientation: metadata.orientation ?? 1,
        exif,
        xmp,
        icc,
    };
}
/** libvips' names of colour spaces, in the words of the report; others keep theirs. */
const SPACES = { 'b-w': 'grey', grey16: 'grey', srgb: 'rgb', rgb16: 'rgb' };
function modeOf({ space, isPalette, hasAlpha }) {
    const colours = isPalette ? 'palette' : (SPACES[space] ?? space);
    return hasAlpha ? `${colours} alpha` : colours;
}
async function pixelsOf(picture, metadata) {
    const colours = metadata.channels - (metadata.hasAlpha ? 1 : 0);
    if (metadata.space === 'cmyk') {
        const { data, info } = await picture
            .pipelineColourspace('cmyk')
            .toColourspace('cmyk')
            .raw()
            .toBuffer({ resolveWithObject: true });
        return { width: info.width, height: info.height, channels: 3, data: cmykToRgb(data, info.channels) };
    }
    const grey = colours < 3;
    const { data, info } = await picture
        .removeAlpha()
        .toColourspace(grey ? 'b-w' : 'srgb')
        .raw()
        .toBuffer({ resolveWithObject: true });
    const channels = grey ? 1 : 3;
    if (info.channels !== channels) {
        throw new Error(`Expected ${channels} colour channels but decoded ${info.channels}`);
    }
    return { width: info.width, height: info.height, channels, data };
}
/** Pillow's conversion: R = (255 − K) − C · (255 − K) / 255, rounded in integers. */
function cmykToRgb(data, stride) {
    const count = data.length / stride;
    const out = new Uint8Array(count * 3);
    for (let i = 0; i < count; i++) {
        const light = 255 - data[i * stride + 3];
        for (let c = 0; c < 3; c++) {
            const product = data[i * stride + c] * light + 128;
            out[i * 3 + c] = Math.max(0, light - (((product >> 8) + product) >> 8));
        }
    }
    return out;
}
/** A decoder's complaint as one sentence without its line breaks. */
function reasonOf(error) {
    const text = error instanceof Error ? error.message : String(error);
    return text.replace(/\s*\n\s*/g, '; ').trim() || 'the decoder gave no reason';
}

// EXTERNAL MODULE: ./node_modules/exif-reader/index.js
var exif_reader = __nccwpck_require__(34);
;// CONCATENATED MODULE: ./lib/src/vision/child/exif.js

/**
 * Whether a picture's metadata tell where it was taken: a latitude or longitude in EXIF or XMP. Metadata that cannot be
 * parsed tell nothing.
 */
function holdsLocation(exif, xmp) {
    return exifHoldsLocation(exif) || (xmp !== undefined && Buffer.from(xmp).includes('GPSLatitude'));
}
function exifHoldsLocation(exif) {
    if (!exif)
        return false;
    try {
        const gps = exif_reader(Buffer.from(exif)).GPSInfo;
        return gps?.GPSLatitude !== undefined || gps?.GPSLongitude !== undefined;
    }
    catch {
        return false;
    }
}

;// CONCATENATED MODULE: ./lib/src/vision/child/jpeg-tables.js

const MARKER = 0xff;
const QUANTISATION = 0xdb;
const SCAN = 0xda;
const COEFFICIENTS = 64;
const jpeg_tables_DIGEST_LENGTH = 16;
/** Luminance table of ITU-T T.81, K.1, in the zigzag order of the file. */
const LUMINANCE = [
    16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40, 26, 24, 22, 22, 24, 49, 35, 37, 29, 40, 58, 51, 61,
    60, 57, 51, 56, 55, 64, 72, 92, 78, 64, 68, 87, 69, 55, 56, 80, 109, 81, 87, 95, 98, 103, 104, 103, 62, 77, 113, 121,
    112, 100, 120, 92, 101, 103, 99,
];
/** The luminance table of each quality, 1–100, as the Independent JPEG Group scales it (jpeg_quality_scaling). */
const SCALED = Array.from({ length: 100 }, (_, index) => {
    const quality = index + 1;
    const scale = quality < 50 ? Math.floor(5000 / quality) : 200 - 2 * quality;
    return Uint8Array.from(LUMINANCE, (value) => Math.max(1, Math.min(255, Math.floor((value * scale + 50) / 100))));
});
/**
 * What a JPEG's header tells of how it was compressed: the quality whose luminance table is nearest to its own (by the
 * sum of absolute differences), and a digest of all its tables. A file without tables has neither.
 */
function compression(bytes) {
    const tables = quantisationTables(bytes);
    if (tables.size === 0)
        return { quality: null, tables: '' };
    const hash = (0,external_node_crypto_namespaceObject.createHash)('sha256');
    for (const [id, table] of [...tables].sort(([a], [b]) => a - b))
        hash.update(`${id}:${table.join()};`);
    const luminance = tables.get(0) ?? tables.values().next().value;
    return { quality: nearestQuality(luminance), tables: hash.digest('hex').slice(0, jpeg_tables_DIGEST_LENGTH) };
}
function nearestQuality(table) {
    let nearest = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let quality = 100; quality >= 1 && least > 0; quality--) {
        const wanted = SCALED[quality - 1];
        let difference = 0;
        for (let i = 0; i < COEFFICIENTS && difference < least; i++)
            difference += Math.abs(table[i] - wanted[i]);
        if (difference < least)
            [nearest, least] = [quality, difference];
    }
    return nearest;
}
/** The tables of the segments before the first scan, by their ids, 0–3; the last of each id. */
function quantisationTables(bytes) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const tables = new Map();
    let at = 2;
    while (at + 4 <= bytes.length && bytes[at] === MARKER) {
        const marker = bytes[at + 1];
        if (marker === MARKER) {
            at += 1;
            continue;
        }
        if (marker === SCAN)
            break;
        const end = at + 2 + view.getUint16(at + 2);
        if (marker === QUANTISATION)
            readTables(view, at + 4, Math.min(end, bytes.length), tables);
        at = end;
    }
    return tables;
}
function readTables(view, start, end, tables) {
    let at = start;
    while (at < end) {
        const precision = view.getUint8(at) >> 4;
        const id = view.getUint8(at) & 15;
        const wide = precision === 1;
        const size = COEFFICIENTS * (wide ? 2 : 1);
        at += 1;
        if (precision > 1 || id > 3 || at + size > end)
            return;
        tables.set(id, Uint16Array.from({ length: COEFFICIENTS }, (_, i) => (wide ? view.getUint16(at + 2 * i) : view.getUint8(at + i))));
        at += size;
    }
}

;// CONCATENATED MODULE: ./lib/src/vision/child/describe.js





/** Decodes a picture once and takes every fact of it; one that cannot be decoded says why and has none. */
async function describeImage(sharp, bytes, limitPixels) {
    try {
        const { header, pixels } = await decode(sharp, bytes, limitPixels);
        const { exif, xmp, icc, ...stored } = header;
        const facts = {
            ...stored,
            icc: profileName(icc),
            location: holdsLocation(exif, xmp),
            ...(stored.format === 'jpeg' ? compression(bytes) : { quality: null, tables: '' }),
            ...pixelFacts(pixels),
        };
        return { error: null, facts };
    }
    catch (error) {
        return { error: reasonOf(error), facts: null };
    }
}

;// CONCATENATED MODULE: external "node:module"
const external_node_module_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:module");
;// CONCATENATED MODULE: external "node:path"
const external_node_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");
;// CONCATENATED MODULE: ./lib/src/vision/child/natives.js


/** Loaders that untrusted bytes may reach; SVG, PDF, HEIF and the rest stay shut. */
const LOADERS = ['JpegBuffer', 'PngBuffer', 'WebpBuffer', 'TiffBuffer', 'NsgifBuffer'];
const requireFrom = (root) => (0,external_node_module_namespaceObject.createRequire)((0,external_node_path_namespaceObject.join)(root, 'noop.js'));
/**
 * The decoder, from the folder that holds the native parts; one thread for each picture and no cache. These settings
 * are the whole process's: they are made once, before any thread decodes, since for a moment every loader is shut.
 */
function loadDecoder(nativesRoot) {
    const sharp = decoderOfThread(nativesRoot);
    sharp.concurrency(1);
    sharp.cache(false);
    sharp.block({ operation: ['VipsForeignLoad'] });
    sharp.unblock({ operation: LOADERS.map((name) => `VipsForeignLoad${name}`) });
    return sharp;
}
/** The decoder in a further thread of a process that has loaded it. */
function decoderOfThread(nativesRoot) {
    return requireFrom(nativesRoot)('sharp');
}
/** The inference runtime, from the folder that holds the native parts. */
function loadRuntime(nativesRoot) {
    return requireFrom(nativesRoot)('onnxruntime-node');
}

;// CONCATENATED MODULE: ./lib/src/vision/pixels/orient.js
/**
 * Turns a picture as its EXIF orientation says, so that it stands upright (Pillow's `ImageOps.exif_transpose`).
 *
 * @param orientation - EXIF orientation, 1–8; 1 and unknown values leave the picture as it is
 */
function orient(pixels, orientation) {
    if (!(orientation >= 2 && orientation <= 8))
        return pixels;
    const { width, height, channels, data } = pixels;
    const swapped = orientation >= 5;
    const outWidth = swapped ? height : width;
    const outHeight = swapped ? width : height;
    // Source index of the output's top-left pixel, and its steps along an output row and column, in pixels.
    const right = width - 1;
    const bottom = (height - 1) * width;
    const [start, alongRow, alongColumn] = {
        2: [right, -1, width],
        3: [right + bottom, -1, -width],
        4: [bottom, 1, -width],
        5: [0, width, 1],
        6: [bottom, -width, 1],
        7: [right + bottom, -width, -1],
        8: [right, width, -1],
    }[orientation];
    const out = new Uint8Array(data.length);
    let to = 0;
    for (let y = 0; y < outHeight; y++) {
        let from = (start + y * alongColumn) * channels;
        const step = alongRow * channels;
        for (let x = 0; x < outWidth; x++, from += step) {
            for (let c = 0; c < channels; c++)
                out[to++] = data[from + c];
        }
    }
    return { width: outWidth, height: outHeight, channels, data: out };
}

;// CONCATENATED MODULE: ./lib/src/vision/pixels/miniature.js



const miniature_SIDE = 64;
/** The upright picture in grey, stretched to 64 × 64: 4 096 bytes, rows from the top. */
function miniature(pixels, orientation) {
    return orient(resample(toGrey(pixels), miniature_SIDE, miniature_SIDE, 'bicubic'), orientation).data;
}

;// CONCATENATED MODULE: ./lib/src/vision/child/thumbnail.js




const QUALITY = 78;
const FEATURE_SIDE = 16;
/**
 * A WebP thumbnail without metadata, turned by its EXIF orientation, never larger than the picture.
 *
 * @param size - most pixels of its longer side
 * @returns no `webp` when the picture cannot be decoded
 */
async function thumbnail(sharp, bytes, size, limitPixels) {
    try {
        const { data, info } = await openPicture(sharp, bytes, limitPixels)
            .autoOrient()
            .resize(size, size, { fit: 'inside', withoutEnlargement: true })
            .toColourspace('srgb')
            .webp({ quality: QUALITY })
            .toBuffer({ resolveWithObject: true });
        return { webp: data, width: info.width, height: info.height };
    }
    catch {
        return { webp: undefined, width: 0, height: 0 };
    }
}
/** 16 × 16 × 3 values, 0–1, rows from the top, of the upright picture; nothing when it cannot be decoded. */
async function features(sharp, bytes, limitPixels) {
    const decoded = await decode(sharp, bytes, limitPixels).catch(() => undefined);
    if (!decoded)
        return undefined;
    const small = resample(orient(decoded.pixels, decoded.header.orientation), FEATURE_SIDE, FEATURE_SIDE, 'box');
    const colours = small.channels;
    return Float32Array.from({ length: FEATURE_SIDE * FEATURE_SIDE * 3 }, (_, i) => {
        const pixel = Math.floor(i / 3) * colours;
        return small.data[pixel + (colours === 1 ? 0 : i % 3)] / 255;
    });
}
/** The upright picture in grey, stretched to 64 × 64; nothing when it cannot be decoded. */
async function miniatureOf(sharp, bytes, limitPixels) {
    const decoded = await decode(sharp, bytes, limitPixels).catch(() => undefined);
    return decoded && miniature(decoded.pixels, decoded.header.orientation);
}

;// CONCATENATED MODULE: ./lib/src/vision/child/decoder-task.js



/** The tasks that need pixels and no model. */
function decoderTask(start, { answer, fail }) {
    const sharp = loadDecoder(start.nativesRoot);
    const { limitPixels } = start;
    async function work(id, bytes) {
        switch (start.task) {
            case 'describe':
                return answer({ type: 'description', id, ...(await describeImage(sharp, bytes, limitPixels)) });
            case 'thumbnails': {
                const { webp, width, height } = await thumbnail(sharp, bytes, start.size, limitPixels);
                return answer({ type: 'thumbnail', id, width, height }, webp);
            }
            case 'features': {
                const values = await features(sharp, bytes, limitPixels);
                return answer({ type: 'features', id }, values && new Uint8Array(values.buffer));
            }
            case 'miniatures':
                return answer({ type: 'miniature', id }, await miniatureOf(sharp, bytes, limitPixels));
        }
    }
    return { image: (id, bytes) => void work(id, bytes).catch(fail), flush() { } };
}

;// CONCATENATED MODULE: ./lib/src/vision/pixels/preprocess.js




/**
 * Size of what `preprocess` makes of a picture, after its orientation.
 *
 * @param size - width and height in pixels of the upright picture
 */
function tensorShape(preprocessing, size) {
    const { canvas } = place(preprocessing, size);
    return { channels: preprocessing.colour === 'grey' ? 1 : 3, ...canvas };
}
/** The one size that every picture becomes; `null` when it depends on the picture. */
function fixedShape(preprocessing) {
    const { resize, crop } = preprocessing;
    const channels = preprocessing.colour === 'grey' ? 1 : 3;
    if (crop)
        return { channels, width: crop.width, height: crop.height };
    if (resize.mode === 'stretch' || resize.mode === 'letterbox') {
        return { channels, width: resize.width, height: resize.height };
    }
    return null;
}
/**
 * Takes a decoded picture through orientation, colour, resize, crop, padding, rescale, normalisation and layout.
 *
 * @param orientation - the picture's EXIF orientation, 1–8
 * @param out - where the values go; as long as `tensorShape` says
 * @throws Fault `broken` when mean or std do not fit the channels
 */
function preprocess(pixels, orientation, preprocessing, out) {
    const upright = preprocessing.orientation === 'apply' ? orient(pixels, orientation) : pixels;
    const source = preprocessing.colour === 'grey' ? toGrey(upright) : upright;
    const placement = place(preprocessing, source);
    const { resized, window } = placement;
    const seen = resample(source, resized.width, resized.height, preprocessing.resample, window);
    write(seen, placement, preprocessing, out);
}
/** Half-way cases go to the even neighbour, as Python's `round` does. */
function roundHalfEven(value) {
    const below = Math.floor(value);
    const rest = value - below;
    if (rest !== 0.5)
        return Math.round(value);
    return below % 2 === 0 ? below : below + 1;
}
function place(preprocessing, { width, height }) {
    const { resize, crop } = preprocessing;
    const resized = resizedSize(resize, width, height);
    if (resize.mode === 'letterbox') {
        const box = {
            resized,
            window: { left: 0, top: 0, ...resized },
            // Ultralytics' rounding of an odd remainder: the smaller half goes to the left and the top.
            left: roundHalfEven((resize.width - resized.width) / 2 - 0.1),
            top: roundHalfEven((resize.height - resized.height) / 2 - 0.1),
            canvas: { width: resize.width, height: resize.height },
            fill: resize.fill,
        };
        if (crop)
            return cropped(box, crop);
        return box;
    }
    const whole = { resized, window: { left: 0, top: 0, ...resized }, left: 0, top: 0, canvas: resized, fill: 0 };
    return crop ? cropped(whole, crop) : whole;
}
/** Centre crop as Hugging Face's `center_crop`: an odd remainder is cut more at the right and the bottom. */
function cropped(placement, crop) {
    const across = cropAxis(placement.canvas.width, crop.width, placement.left, placement.resized.width);
    const down = cropAxis(placement.canvas.height, crop.height, placement.top, placement.resized.height);
    return {
        resized: placement.resized,
        window: { left: across.from, top: down.from, width: across.count, height: down.count },
        left: across.at,
        top: down.at,
        canvas: crop,
        fill: placement.fill,
    };
}
function cropAxis(canvas, crop, at, length) {
    const shifted = at - Math.floor((canvas - crop) / 2);
    const from = Math.max(0, -shifted);
    return { from, count: Math.min(length, crop - shifted) - from, at: Math.max(0, shifted) };
}
function resizedSize(resize, width, height) {
    switch (resize.mode) {
        case 'none':
            return { width, height };
        case 'stretch':
            return { width: resize.width, height: resize.height };
        case 'shortest': {
            const [short, long] = width <= height ? [width, height] : [height, width];
            let newShort = resize.size;
            let newLong = Math.max(1, Math.trunc((resize.size * long) / short));
            if (resize.longest !== undefined && newLong > resize.longest) {
                newShort = Math.max(1, Math.trunc((resize.longest * newShort) / newLong));
                newLong = resize.longest;
            }
            return width <= height ? { width: newShort, height: newLong } : { width: newLong, height: newShort };
        }
        case 'letterbox': {
            const ratio = Math.min(resize.width / width, resize.height / height);
            const side = (length) => Math.max(1, roundHalfEven(length * ratio));
            return { width: side(width), height: side(height) };
        }
    }
}
/** What each 0–255 value becomes, for each channel of the tensor. */
function valueTables({ rescale, normalise }, channels) {
    const parameter = (name, c) => {
        const values = normalise[name];
        if (values.length !== channels && values.length !== 1) {
            throw new Fault('broken', `Expected ${channels} values for \`image_${name}\` but received ${values.length}. Give one for each colour channel.`);
        }
        return values[values.length === 1 ? 0 : c];
    };
    return Array.from({ length: channels }, (_, c) => {
        const mean = normalise ? parameter('mean', c) : 0;
        const std = normalise ? parameter('std', c) : 1;
        const table = new Float32Array(256);
        for (let value = 0; value < 256; value++)
            table[value] = (value * rescale - mean) / std;
        return table;
    });
}
function write(seen, { canvas, left, top, fill }, preprocessing, out) {
    const channels = preprocessing.colour === 'grey' ? 1 : 3;
    const tables = valueTables(preprocessing, channels);
    const area = canvas.width * canvas.height;
    const [pixelStep, channelStep] = preprocessing.layout === 'nchw' ? [1, area] : [channels, 1];
    if (seen.width !== canvas.width || seen.height !== canvas.height) {
        for (let c = 0; c < channels; c++) {
            for (let i = 0, to = c * channelStep; i < area; i++, to += pixelStep)
                out[to] = tables[c][fill];
        }
    }
    // Where the tensor's channels are in the picture; a grey picture gives its one to all.
    const [a, b, c] = seen.channels === 1 ? [0, 0, 0] : preprocessing.colour === 'bgr' ? [2, 1, 0] : [0, 1, 2];
    const [first, second = first, third = first] = tables;
    const { data } = seen;
    for (let y = 0; y < seen.height; y++) {
        let from = y * seen.width * seen.channels;
        let to = ((top + y) * canvas.width + left) * pixelStep;
        for (let x = 0; x < seen.width; x++, from += seen.channels, to += pixelStep) {
            out[to] = first[data[from + a]];
            if (channels === 1)
                continue;
            out[to + channelStep] = second[data[from + b]];
            out[to + 2 * channelStep] = third[data[from + c]];
        }
    }
}

;// CONCATENATED MODULE: ./lib/src/vision/child/session.js



const UNAVAILABLE = /execution provider|backend not found|shared library|failed to allocate|bad_alloc|out of memory|no such file|doesn't exist/i;
/**
 * Opens a model on the job's provider. Threads wait instead of spinning, so that decoding gets the cores, and the
 * runtime's own log is silent: a model's names would be printed in it.
 *
 * @throws Fault `unavailable` when the provider or memory cannot be had, `broken` when the file is no model
 */
async function openSession(runtime, job, threads) {
    try {
        return await runtime.InferenceSession.create(job.file, {
            executionProviders: [job.provider],
            intraOpNumThreads: threads,
            interOpNumThreads: 1,
            logSeverityLevel: 3,
            extra: { session: { intra_op: { allow_spinning: '0' }, inter_op: { allow_spinning: '0' } } },
        });
    }
    catch (error) {
        throw sessionFault(error, job, `The model could not be loaded on \`${job.provider}\``);
    }
}
function sessionFault(error, { file }, what) {
    const text = error instanceof Error ? error.message : String(error);
    const reason = text.replaceAll(file, (0,external_node_path_namespaceObject.basename)(file)).replace(/[.\s]*$/, '.');
    return UNAVAILABLE.test(reason)
        ? new Fault('unavailable', `${what}: ${reason} Check this runner's providers, libraries and memory, or choose another provider.`)
        : new Fault('broken', `${what}: ${reason} Export it to ONNX again.`);
}
/**
 * Every run has the same batch dimension, padded with zeros where images are missing, so that an image's scores do not
 * depend on its neighbours. Where pictures keep different sizes each has a run of its own.
 */
function batchingOf(job, preprocessings) {
    const declared = job.input.shape[0];
    const fixed = typeof declared === 'number' && declared > 0 ? declared : undefined;
    const sameSize = preprocessings.every((preprocessing) => fixedShape(preprocessing) !== null);
    const size = fixed ?? (sameSize ? Math.max(1, job.batch) : 1);
    return { size, images: sameSize ? size : 1 };
}
/** Dimensions of one image as its tensor holds them. */
function imageDims({ channels, height, width }, layout) {
    return layout === 'nchw' ? [channels, height, width] : [height, width, channels];
}
/**
 * @param dims - dimensions of one image
 * @throws Fault `broken` when the model's input has other dimensions
 */
function checkDims({ input }, dims) {
    const { shape } = input;
    const declared = shape.slice(1);
    const fits = shape.length === dims.length + 1 &&
        dims.every((d, i) => typeof declared[i] !== 'number' || declared[i] < 0 || declared[i] === d);
    if (!fits) {
        const wanted = shape.map((dimension) => dimension ?? '?').join(', ');
        throw new Fault('broken', `Expected an image of the shape [${wanted}] for input \`${input.name}\` but the preprocessing makes [1, ${dims.join(', ')}]. Correct the preprocessing or the model.`);
    }
}
const ARRAYS = {
    float: { type: 'float32', make: (length) => new Float32Array(length) },
    float32: { type: 'float32', make: (length) => new Float32Array(length) },
    float16: { type: 'float16', make: (length) => new Float16Array(length) },
    double: { type: 'float64', make: (length) => new Float64Array(length) },
    float64: { type: 'float64', make: (length) => new Float64Array(length) },
    uint8: { type: 'uint8', make: (length) => new Uint8ClampedArray(length) },
};
/**
 * An array of the model's element type; a byte input rounds and clips what is written to it.
 *
 * @throws Fault `broken` when the type is none that images can be given in
 */
function valuesFor({ input }, length) {
    const known = ARRAYS[input.type];
    if (!known) {
        throw new Fault('broken', `Expected an input of type float, float16, double or uint8 for \`${input.name}\` but received ${input.type}. Export the model with an image input.`);
    }
    return known.make(length);
}
function inputTensor(runtime, { input }, values, dims) {
    const { type } = ARRAYS[input.type];
    if (type === 'uint8')
        return new runtime.Tensor(type, new Uint8Array(values.buffer), dims);
    const tensor = new runtime.Tensor(type, values, dims);
    if (type === 'float16') {
        // onnxruntime-node 1.30 cannot read a Float16Array: it takes the same bits as 16-bit integers.
        Object.defineProperty(tensor, 'data', { value: new Uint16Array(values.buffer) });
    }
    return tensor;
}
/**
 * Runs the model once and hands over the scores.
 *
 * @throws Fault `broken` when the run fails or there is no such output
 */
async function run(session, job, tensor) {
    if (!session.outputNames.includes(job.output.name)) {
        throw new Fault('broken', `Expected an output \`${job.output.name}\` but the model has ${session.outputNames.map((name) => `\`${name}\``).join(', ')}. Name one of them.`);
    }
    let outputs;
    try {
        outputs = await session.run({ [job.input.name]: tensor }, [job.output.name]);
    }
    catch (error) {
        throw sessionFault(error, job, `The model could not be run on \`${job.provider}\``);
    }
    const output = outputs[job.output.name];
    return { name: job.output.name, dims: output.dims, data: output.data };
}

;// CONCATENATED MODULE: ./lib/src/vision/child/stimulus.js


const DEFAULT_SIDE = 224;
/**
 * A full batch of seeded noise pictures under the job's rescale and normalisation: the same for the same job. Dimensions
 * that neither the model nor the preprocessing fixes are 224.
 */
function stimulus(runtime, job) {
    const { preprocessing, input } = job;
    const channels = preprocessing.colour === 'grey' ? 1 : 3;
    const shape = fixedShape(preprocessing) ?? { channels, height: DEFAULT_SIDE, width: DEFAULT_SIDE };
    const dims = imageDims(shape, preprocessing.layout).map((dimension, i) => {
        const declared = input.shape[i + 1];
        return typeof declared === 'number' && declared > 0 ? declared : dimension;
    });
    const batch = batchingOf(job, [preprocessing]).size;
    const values = valuesFor(job, dims.reduce((a, b) => a * b, batch));
    const mean = preprocessing.normalise?.mean[0] ?? 0;
    const std = preprocessing.normalise?.std[0] ?? 1;
    let state = 0x9e3779b9;
    for (let i = 0; i < values.length; i++) {
        // xorshift32
        state ^= state << 13;
        state ^= state >>> 17;
        state ^= state << 5;
        values[i] = ((state >>> 24) * preprocessing.rescale - mean) / std;
    }
    return inputTensor(runtime, job, values, [batch, ...dims]);
}

;// CONCATENATED MODULE: ./lib/src/vision/child/memory-task.js



const KB_PER_MB = 1024;
const BYTES_PER_MB = 1024 * 1024;
/** Opens and runs a model once and tells how far that lifted the process above an idle runtime, at its highest. */
async function measureMemory(start, answer) {
    const runtime = loadRuntime(start.nativesRoot);
    await idle(runtime);
    const before = process.memoryUsage.rss() / BYTES_PER_MB;
    const session = await openSession(runtime, start.job, start.threads.run);
    await run(session, start.job, stimulus(runtime, start.job));
    answer({ type: 'memory', peakMb: Math.max(0, process.resourceUsage().maxRSS / KB_PER_MB - before) });
}
/** One Identity node from a float vector `x` to `y` (opset 17): what a runtime holds before it holds a model. */
const IDENTITY = 'CAg6RAoQCgF4EgF5IghJZGVudGl0eRIIaWRlbnRpdHlaEgoBeBINCgsIARIHCgUSA2FueWISCgF5Eg0KCwgBEgcKBRIDYW55QgQKABAR';
async function idle(runtime) {
    const session = await runtime.InferenceSession.create(Buffer.from(IDENTITY, 'base64'), { logSeverityLevel: 3 });
    await session.run({ x: new runtime.Tensor('float32', Float32Array.of(0), [1]) });
}

;// CONCATENATED MODULE: ./lib/src/vision/child/model-task.js




/** Images of a probe that share a run: each has a tensor for every alternative in memory. */
const PROBE_BATCH = 8;
/** Images that a decoding thread has before a further one is started: one in the decoder, one in the arithmetic. */
const IN_HAND = 2;
/**
 * Predicts images with decoding overlapped with inference: threads decode and preprocess, one thread runs the model.
 * Batches are consecutive images in the order in which they came, whoever decoded them first.
 */
async function modelTask(start, doors, { answer, fail }) {
    const probing = start.task === 'probe';
    const job = probing ? { ...start.job, batch: Math.min(start.job.batch, PROBE_BATCH) } : start.job;
    const preprocessings = probing ? start.alternatives.map(({ preprocessing }) => preprocessing) : [job.preprocessing];
    const batching = batchingOf(job, preprocessings);
    const { nativesRoot, limitPixels, threads } = start;
    loadDecoder(nativesRoot);
    const runThread = {
        role: 'run',
        nativesRoot,
        threads: threads.run,
        job,
        batch: batching.size,
        wanted: probing ? 'classes' : 'probabilities',
    };
    const pixelsThread = { role: 'pixels', nativesRoot, limitPixels, job, preprocessings };
    const runner = new external_node_worker_threads_namespaceObject.Worker(doors.run, { workerData: runThread });
    const decoders = [];
    /** Images in the order of arrival, until their batch is sent. */
    let waiting = [];
    const byId = new Map();
    const running = [];
    let arrived = 0;
    const reply = (id, error, result) => answer({ type: probing ? 'probed' : 'prediction', id, error }, result ? new Uint8Array(result.buffer, result.byteOffset, result.byteLength) : undefined);
    function sendBatches(partial) {
        while (waiting.length >= batching.images || (partial && waiting.length > 0)) {
            const batch = waiting.slice(0, batching.images);
            if (batch.some(({ tensors }) => tensors === undefined))
                return;
            waiting = waiting.slice(batching.images);
            const rows = batch.map(({ tensors }) => tensors);
            running.push(batch);
            answer({ type: 'running' });
            const transfer = rows.flatMap((row) => row?.map(({ values }) => values) ?? []);
            runner.postMessage({ rows }, transfer);
        }
    }
    let flushed = 0;
    function startDecoder() {
        const decoder = { thread: new external_node_worker_threads_namespaceObject.Worker(doors.pixels, { workerData: pixelsThread }), inHand: 0 };
        decoder.thread.on('error', fail);
        decoder.thread.on('message', (message) => {
            if ('fault' in message)
                return fail(new Fault(message.fault.kind, message.fault.message));
            const image = byId.get(message.id);
            byId.delete(message.id);
            decoder.inHand--;
            image.tensors = 'tensors' in message ? message.tensors : null;
            if ('error' in message)
                image.error = message.error;
            sendBatches(flushed === arrived);
        });
        decoders.push(decoder);
        return decoder;
    }
    /** The least busy thread; a further one once all have enough in hand. */
    function freeDecoder() {
        const least = decoders.toSorted((a, b) => a.inHand - b.inHand)[0];
        return least && (least.inHand < IN_HAND || decoders.length >= threads.pixels) ? least : startDecoder();
    }
    await new Promise((resolve, reject) => {
        runner.on('error', reject);
        runner.on('message', (message) => {
            if ('ready' in message)
                return resolve();
            if ('fault' in message) {
                const fault = new Fault(message.fault.kind, message.fault.message);
                reject(fault);
                return fail(fault);
            }
            running.shift().forEach(({ id, error }, row) => {
                reply(id, error ?? null, message.results[row]);
            });
        });
    });
    return {
        image(id, bytes) {
            const image = { id };
            waiting.push(image);
            byId.set(id, image);
            arrived++;
            const decoder = freeDecoder();
            decoder.inHand++;
            decoder.thread.postMessage({ id, bytes }, [bytes.buffer]);
        },
        flush() {
            flushed = arrived;
            sendBatches(true);
        },
    };
}

;// CONCATENATED MODULE: external "node:os"
const external_node_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");
;// CONCATENATED MODULE: ./lib/src/vision/child/timing-task.js





/**
 * Times two models in one fresh process: both sessions are opened (the second one first when `swapped`), warmed up in
 * turns, then run in the order asked; each run is timed where it happens, without the pipe.
 */
async function timeSessions(start, answer) {
    const runtime = loadRuntime(start.nativesRoot);
    const jobs = [start.first, start.second];
    const runs = [];
    for (const i of start.swapped ? [1, 0] : [0, 1]) {
        const job = jobs[i];
        const session = await openSession(runtime, job, start.threads.run);
        const tensor = stimulus(runtime, job);
        runs[i] = async () => {
            const began = performance.now();
            await run(session, job, tensor);
            return performance.now() - began;
        };
    }
    for (let i = 0; i < start.warmUp; i++) {
        for (const once of runs)
            await once();
    }
    const times = [[], []];
    for (const firstLeads of start.order) {
        for (const i of firstLeads ? [0, 1] : [1, 0])
            times[i].push(await runs[i]());
    }
    const all = Float64Array.from(times.flat());
    if (all.some((time) => !(time > 0))) {
        throw new Fault('unavailable', 'Expected times above 0 ms but the clock stood still. Raise the batch of the target.');
    }
    answer({ type: 'timed', device: deviceName(start.first.provider) }, new Uint8Array(all.buffer));
}
function deviceName(provider) {
    const [cpu] = (0,external_node_os_namespaceObject.cpus)();
    const host = `${cpu?.model.trim() ?? 'unknown processor'} × ${(0,external_node_os_namespaceObject.cpus)().length}`;
    return provider === 'cpu' ? host : `${provider} beside ${host}`;
}

;// CONCATENATED MODULE: ./lib/src/vision/child/versions-task.js

/** Tells what decodes and what infers, with the versions that their results depend on. */
async function versions(start, answer) {
    const { versions: libraries } = loadDecoder(start.nativesRoot);
    const runtime = loadRuntime(start.nativesRoot);
    answer({
        type: 'versions',
        runtime: runtimeName(runtime),
        decoder: `sharp ${libraries.sharp} (libvips ${libraries.vips})`,
        providers: runtime.listSupportedBackends().map(({ name }) => name),
    });
}
function runtimeName({ env }) {
    return `onnxruntime ${env.versions.node ?? env.versions.common}`;
}

;// CONCATENATED MODULE: ./lib/src/vision/child/serve.js








const MESSAGE_LIMIT = 2 ** 31;
const REPLIES = 3;
/** Serves the gate: messages come in on standard input and leave on file descriptor 3; ends when the gate is gone. */
function serve(doors = { pixels: process.argv[1], run: process.argv[1] }) {
    const out = new external_node_net_namespaceObject.Socket({ fd: REPLIES, readable: false, writable: true });
    out.on('error', vanish);
    const answer = (reply, body) => {
        for (const piece of encodeFrame(reply, body))
            out.write(piece);
    };
    const fail = (error) => {
        answer({ type: 'fault', ...faultOf(error) });
        out.end(vanish);
    };
    process.on('uncaughtException', fail);
    process.on('unhandledRejection', fail);
    let task;
    const read = frameReader(MESSAGE_LIMIT);
    process.stdin.on('data', (chunk) => {
        for (const { head, body } of read(chunk)) {
            if (head.type === 'start') {
                task = begin(head, doors, { answer, fail });
                task.then(() => answer({ type: 'ready' }), fail);
            }
            else {
                task.then((begun) => (head.type === 'image' ? begun.image(head.id, body) : begun.flush()), () => { });
            }
        }
    });
    process.stdin.on('end', vanish);
    process.stdin.on('error', vanish);
}
/** Ends the process at once: a plain exit would wait for a run that may never come back. */
function vanish() {
    process.kill(process.pid, 'SIGKILL');
}
async function begin(start, doors, channel) {
    switch (start.task) {
        case 'describe':
        case 'thumbnails':
        case 'features':
        case 'miniatures':
            return decoderTask(start, channel);
        case 'predict':
        case 'probe':
            return modelTask(start, doors, channel);
        case 'time':
            return once(timeSessions(start, channel.answer));
        case 'memory':
            return once(measureMemory(start, channel.answer));
        case 'versions':
            return once(versions(start, channel.answer));
    }
}
async function once(work) {
    await work;
    return { image() { }, flush() { } };
}
function faultOf(error) {
    const kind = error instanceof Fault && error.kind === 'broken' ? 'broken' : 'unavailable';
    return { kind, message: error instanceof Error ? error.message : String(error) };
}

;// CONCATENATED MODULE: ./lib/src/vision/child/pixels-thread.js






/** Pictures in the decoder at once: one is decoded while the arithmetic of another goes on. */
const DECODING_AT_ONCE = 2;
function servePixels(data) {
    const sharp = decoderOfThread(data.nativesRoot);
    const port = external_node_worker_threads_namespaceObject.parentPort;
    const reply = (message, transfer = []) => port.postMessage(message, transfer);
    const waiting = [];
    let decoding = 0;
    port.on('message', (request) => {
        waiting.push(request);
        void work();
    });
    async function work() {
        if (decoding >= DECODING_AT_ONCE)
            return;
        decoding += 1;
        for (let request = waiting.shift(); request; request = waiting.shift())
            await answer(request);
        decoding -= 1;
    }
    async function answer({ id, bytes }) {
        let decoded;
        try {
            decoded = await decode(sharp, bytes, data.limitPixels);
        }
        catch (error) {
            reply({ id, error: reasonOf(error) });
            return;
        }
        try {
            const tensors = data.preprocessings.map((preprocessing) => tensorOf(decoded, preprocessing, data.job));
            reply({ id, tensors }, tensors.map(({ values }) => values));
        }
        catch (error) {
            const kind = error instanceof Fault && error.kind === 'broken' ? 'broken' : 'unavailable';
            reply({ fault: { kind, message: reasonOf(error) } });
        }
    }
}
function tensorOf({ pixels, header }, preprocessing, job) {
    const turned = preprocessing.orientation === 'apply' && header.orientation >= 5;
    const size = turned ? { width: pixels.height, height: pixels.width } : pixels;
    const shape = tensorShape(preprocessing, size);
    const dims = imageDims(shape, preprocessing.layout);
    checkDims(job, dims);
    const values = valuesFor(job, shape.channels * shape.height * shape.width);
    preprocess(pixels, header.orientation, preprocessing, values);
    return { values: values.buffer, dims };
}

;// CONCATENATED MODULE: ./lib/src/vision/probabilities.js

const SUM_TOLERANCE = 1e-3;
/**
 * Number of classes in an output, which must hold one row for each image: [n, k], ones behind it are ignored.
 *
 * @throws Fault `broken` when the output is no such table
 */
function classCount({ name, dims }, batch) {
    const shape = dims.length === 1 && batch === 1 ? [1, ...dims] : [...dims];
    while (shape.length > 2 && shape[shape.length - 1] === 1)
        shape.pop();
    if (shape.length !== 2 || shape[0] !== batch || shape[1] < 1) {
        throw new Fault('broken', `Expected one row of class scores for each of ${batch} images in output \`${name}\` but received the shape [${dims.join(', ')}]. Name the classification output, or export the model with one.`);
    }
    return shape[1];
}
/** Whether an output already holds probabilities: every row non-negative and summing to 1 (± 0.001). */
function recogniseKind(scores, rows, batch) {
    const classes = classCount(scores, batch);
    if (classes === 1) {
        throw new Fault('broken', `Expected two or more scores a row in output \`${scores.name}\` but received one, which may be a logit or a probability. Set \`output\` to logits or probabilities.`);
    }
    for (let row = 0; row < rows; row++) {
        if (!isDistribution(scores.data, row * classes, classes))
            return 'logits';
    }
    return 'probabilities';
}
function isDistribution(data, start, classes) {
    let sum = 0;
    for (let c = 0; c < classes; c++) {
        const value = Number(data[start + c]);
        if (!(value >= 0))
            return false;
        sum += value;
    }
    return Math.abs(sum - 1) <= SUM_TOLERANCE;
}
/**
 * Class probabilities of one row. A single score is the positive class of two: p becomes [1 − p, p].
 *
 * @returns values that sum to 1
 * @throws Fault `broken` when a score is not finite, or a row that should be a distribution is none
 */
function probabilitiesOf(scores, row, batch, kind) {
    const classes = classCount(scores, batch);
    const values = Float64Array.from({ length: classes }, (_, c) => Number(scores.data[row * classes + c]));
    const bad = values.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) {
        throw new Fault('broken', `Expected finite scores in output \`${scores.name}\` but received ${values[bad]} for class ${bad}. Check the weights and the precision of the model.`);
    }
    if (classes === 1) {
        const positive = kind === 'logits' ? 1 / (1 + Math.exp(-values[0])) : values[0];
        return distribution(Float64Array.of(1 - positive, positive), scores.name);
    }
    return kind === 'logits' ? softmax(values) : distribution(values, scores.name);
}
function softmax(logits) {
    const highest = logits.reduce((a, b) => Math.max(a, b));
    const exponentials = logits.map((logit) => Math.exp(logit - highest));
    const sum = exponentials.reduce((a, b) => a + b);
    return Float32Array.from(exponentials, (value) => value / sum);
}
function distribution(values, name) {
    const sum = values.reduce((a, b) => a + b);
    if (!isDistribution(values, 0, values.length)) {
        throw new Fault('broken', `Expected probabilities that sum to 1 in output \`${name}\` but received a row that sums to ${sum.toPrecision(4)}. Set \`output\` to logits.`);
    }
    return Float32Array.from(values, (value) => value / sum);
}

;// CONCATENATED MODULE: ./lib/src/vision/child/run-thread.js





async function serveRuns(data) {
    const port = external_node_worker_threads_namespaceObject.parentPort;
    const fail = (error) => {
        const kind = error instanceof Fault && error.kind === 'broken' ? 'broken' : 'unavailable';
        port.postMessage({ fault: { kind, message: error instanceof Error ? error.message : String(error) } });
    };
    try {
        const evaluate = await evaluator(data);
        // One after the other: replies carry no name, and a batch without a single picture would overtake the one that runs.
        let turn = Promise.resolve();
        port.on('message', ({ rows }) => {
            turn = turn.then(() => evaluate(rows)).then((results) => port.postMessage({ results }), fail);
        });
        port.postMessage({ ready: true });
    }
    catch (error) {
        fail(error);
    }
}
async function evaluator(data) {
    const { job, batch } = data;
    const runtime = loadRuntime(data.nativesRoot);
    const session = await openSession(runtime, job, data.threads);
    let kind = job.output.kind === 'auto' ? undefined : job.output.kind;
    async function scoresOf(rows, alternative) {
        const { dims } = rows.find((row) => row !== null)[alternative];
        const length = dims.reduce((a, b) => a * b);
        const values = valuesFor(job, length * batch);
        rows.forEach((row, i) => {
            if (row)
                values.set(new values.constructor(row[alternative].values), i * length);
        });
        return run(session, job, inputTensor(runtime, job, values, [batch, ...dims]));
    }
    return async (rows) => {
        const filled = rows.findIndex((row) => row !== null);
        if (filled < 0)
            return rows.map(() => null);
        if (data.wanted === 'classes') {
            const answers = rows.map((row) => row && new Int32Array(row.length));
            for (let a = 0; a < rows[filled].length; a++) {
                const scores = await scoresOf(rows, a);
                answers.forEach((answer, row) => {
                    if (answer)
                        answer[a] = highest(scores, row, batch, kind);
                });
            }
            return answers;
        }
        const scores = await scoresOf(rows, 0);
        kind ??= recogniseKind(scores, rows.length, batch);
        return rows.map((row, i) => row && probabilitiesOf(scores, i, batch, kind));
    };
}
/** Class with the highest score, the lower one on ties; −1 when a score is not finite. */
function highest(scores, row, batch, kind) {
    const classes = classCount(scores, batch);
    const at = (c) => Number(scores.data[row * classes + c]);
    if (classes === 1)
        return Number.isFinite(at(0)) ? Number(at(0) > (kind === 'probabilities' ? 0.5 : 0)) : -1;
    let best = 0;
    for (let c = 0; c < classes; c++) {
        if (!Number.isFinite(at(c)))
            return -1;
        if (at(c) > at(best))
            best = c;
    }
    return best;
}

;// CONCATENATED MODULE: ./lib/src/vision/child/threads.js



function serveThread() {
    const data = external_node_worker_threads_namespaceObject.workerData;
    if (data.role === 'pixels')
        servePixels(data);
    else
        void serveRuns(data);
}

;// CONCATENATED MODULE: ./lib/src/vision/child.js



// The door of the child processes and of their threads.
if (external_node_worker_threads_namespaceObject.isMainThread)
    serve();
else
    serveThread();

