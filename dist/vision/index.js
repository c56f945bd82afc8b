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

;// CONCATENATED MODULE: ./lib/src/vision/parity.js
/** How far one tensor is from another that it should equal, as sums that can be added up over images. */
const PARITY_SUMS = 7;
/** @param other - as many values as `reference` has */
function paritySums(reference, other) {
    const sums = new Float64Array(PARITY_SUMS);
    for (let i = 0; i < reference.length; i++) {
        const [a, b] = [Number(reference[i]), Number(other[i])];
        const difference = Math.abs(a - b);
        sums[1] += a * a;
        sums[2] += b * b;
        sums[3] += a * b;
        // Equal infinities differ by nothing.
        sums[4] += a === b ? 0 : difference * difference;
        if (a !== b && !(difference <= sums[5]))
            sums[5] = difference;
        if (!(Math.abs(a) <= sums[6]))
            sums[6] = Math.abs(a);
    }
    sums[0] = reference.length;
    return sums;
}
/** Adds the sums of another image. */
function addParity(total, sums) {
    for (let i = 0; i < 5; i++)
        total[i] += sums[i];
    for (let i = 5; i < PARITY_SUMS; i++)
        if (!(sums[i] <= total[i]))
            total[i] = sums[i];
}
function parityOf([values, squares, others, products, noise, maxError, maxReference]) {
    const lengths = Math.sqrt(squares * others);
    return {
        values,
        cosine: lengths === 0 ? Number(squares === others) : products / lengths,
        sqnr: noise === 0 ? Number.POSITIVE_INFINITY : 10 * Math.log10(squares / noise),
        maxError,
        maxReference,
    };
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
/** As `decode`, among others that decode in the same process, with a reason that is this picture's own. */
async function decodeInTurn(turns, sharp, bytes, limitPixels) {
    try {
        return await turns.together(() => decode(sharp, bytes, limitPixels));
    }
    catch {
        return turns.alone(() => decode(sharp, bytes, limitPixels));
    }
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
/** Size of the picture as a preprocessing turns it. */
function uprightSize({ pixels, header }, { orientation }) {
    const isTurned = orientation === 'apply' && header.orientation >= 5;
    const { width, height } = pixels;
    return isTurned ? { width: height, height: width } : { width, height };
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
    const runtime = requireFrom(nativesRoot)('onnxruntime-node');
    // What is wrong is thrown too; the log has the runner's paths in it, and names of the model.
    runtime.env.logLevel = 'fatal';
    return runtime;
}

;// CONCATENATED MODULE: ./lib/src/vision/pixels/corruptions/values.js
/** A picture of changed values, given as shares of white: clipped, and cut to whole grey levels as ImageNet-C does. */
function fromShares(pixels, shareOf) {
    const data = new Uint8Array(pixels.data.length);
    // A hair's breadth above: 0.1 · 255 must not fall below 25.5 by the rounding of binary fractions.
    for (let i = 0; i < data.length; i++)
        data[i] = Math.min(1, Math.max(0, shareOf(i))) * 255 + 1e-9;
    return { ...pixels, data };
}

;// CONCATENATED MODULE: ./lib/src/vision/pixels/corruptions/brightness.js

const ADDED = [0.1, 0.2, 0.3, 0.4, 0.5];
/** ImageNet-C's brightness: a share is added to the value (HSV) of each pixel; hue and saturation stay. */
function brighten(pixels, severity) {
    const { channels, data } = pixels;
    const added = ADDED[severity - 1];
    if (channels === 1)
        return fromShares(pixels, (i) => data[i] / 255 + added);
    return fromShares(pixels, (i) => {
        const start = i - (i % 3);
        const value = Math.max(data[start], data[start + 1], data[start + 2]) / 255;
        const raised = Math.min(1, value + added);
        return value === 0 ? raised : (data[i] / 255 / value) * raised;
    });
}

;// CONCATENATED MODULE: ./lib/src/vision/pixels/corruptions/contrast.js

const KEPT = [0.4, 0.3, 0.2, 0.1, 0.05];
/** ImageNet-C's contrast: each channel keeps a share of its distance from its mean. */
function flatten(pixels, severity) {
    const { channels, data } = pixels;
    const means = [0, 0, 0];
    for (let i = 0; i < data.length; i++)
        means[i % channels] += data[i] / 255;
    for (let c = 0; c < channels; c++)
        means[c] /= data.length / channels;
    return fromShares(pixels, (i) => {
        const mean = means[i % channels];
        return (data[i] / 255 - mean) * KEPT[severity - 1] + mean;
    });
}

;// CONCATENATED MODULE: ./lib/src/vision/pixels/gaussian.js
/** Standard deviations either way at which the kernel ends, as SciPy's does. */
const TRUNCATE = 4;
/**
 * A picture's values under a Gaussian, not rounded: separable, the border's pixels repeated (SciPy's `gaussian_filter`, mode
 * `nearest`).
 *
 * @param sigma - standard deviation in pixels
 */
function gaussian({ width, height, channels, data }, sigma) {
    const kernel = kernelOf(sigma);
    const row = width * channels;
    const down = along(data, { length: height, step: row, lines: width, lineStep: channels }, channels, kernel);
    return along(down, { length: width, step: channels, lines: height, lineStep: row }, channels, kernel);
}
function kernelOf(sigma) {
    const radius = Math.trunc(TRUNCATE * sigma + 0.5);
    const kernel = Float64Array.from({ length: 2 * radius + 1 }, (_, i) => Math.exp(-0.5 * ((i - radius) / sigma) ** 2));
    const sum = kernel.reduce((total, weight) => total + weight, 0);
    return kernel.map((weight) => weight / sum);
}
function along(values, { length, step, lines, lineStep }, channels, kernel) {
    const radius = kernel.length >> 1;
    const out = new Float64Array(values.length);
    for (let line = 0; line < lines; line++) {
        for (let channel = 0; channel < channels; channel++) {
            const start = line * lineStep + channel;
            for (let at = 0; at < length; at++) {
                let sum = 0;
                for (let k = -radius; k <= radius; k++) {
                    sum += kernel[k + radius] * values[start + Math.min(length - 1, Math.max(0, at + k)) * step];
                }
                out[start + at * step] = sum;
            }
        }
    }
    return out;
}

;// CONCATENATED MODULE: ./lib/src/vision/pixels/corruptions/gaussian-blur.js


const SIGMA = [1, 2, 3, 4, 6];
/** ImageNet-C's Gaussian blur: a kernel of four standard deviations either way, borders repeated. */
function gaussian_blur_blur(pixels, severity) {
    const values = gaussian(pixels, SIGMA[severity - 1]);
    return fromShares(pixels, (i) => values[i] / 255);
}

;// CONCATENATED MODULE: ./lib/src/vision/pixels/corruptions/gaussian-noise.js

const SCALE = [0.08, 0.12, 0.18, 0.26, 0.38];
/** ImageNet-C's Gaussian noise. Seeded by the picture itself: the same picture has the same noise, on every machine. */
function addNoise(pixels, severity) {
    const normal = normals(seedOf(pixels.data));
    return fromShares(pixels, (i) => pixels.data[i] / 255 + SCALE[severity - 1] * normal());
}
/** FNV-1a over the picture's values. */
function seedOf(data) {
    let hash = 0x811c9dc5;
    for (let i = 0; i < data.length; i++)
        hash = Math.imul(hash ^ data[i], 0x01000193);
    return hash >>> 0;
}
/** Standard normal numbers by Box and Muller, from mulberry32. */
function normals(seed) {
    let state = seed;
    const uniform = () => {
        state = (state + 0x6d2b79f5) | 0;
        let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
    let spare = null;
    return () => {
        if (spare !== null) {
            const kept = spare;
            spare = null;
            return kept;
        }
        const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
        const angle = 2 * Math.PI * uniform();
        spare = radius * Math.sin(angle);
        return radius * Math.cos(angle);
    };
}

;// CONCATENATED MODULE: ./lib/src/vision/pixels/corruptions/corrupt.js




/** Quality of the JPEG file by severity. */
const QUALITY = [25, 18, 15, 10, 7];
/**
 * An everyday corruption of ImageNet-C (Hendrycks & Dietterich 2019), at one of its five published severities, on the
 * picture as decoded.
 */
async function corrupt(pixels, { name, severity }, recode) {
    switch (name) {
        case 'gaussian noise':
            return addNoise(pixels, severity);
        case 'gaussian blur':
            return gaussian_blur_blur(pixels, severity);
        case 'JPEG compression':
            return recode(pixels, QUALITY[severity - 1]);
        case 'brightness':
            return brighten(pixels, severity);
        case 'contrast':
            return flatten(pixels, severity);
    }
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

;// CONCATENATED MODULE: ./lib/src/vision/kernels/code.js
// Generated by `npm run generate` from assembly/kernels.ts: WebAssembly with SIMD, in base64.
const code = 'AGFzbQEAAAABOAdgBn9/f39/fwBgAABgCH9/f39/f39/AGAEf39/fwBgCX9/f39/f39/fwBgA39/fwBgA39/fwF/AwkIAQACAAMEBQYFAwEAAQYG' +
    'AX8BQQALB1AJBVNUQVJUAwAEZ3JleQAHBXBsYW5lAAQHbW9tZW50cwAGBm5hcnJvdwAFB3Nob3J0ZW4AAgZyZWR1Y2UAAwZzdXJ2ZXkAAQZtZW1v' +
    'cnkCAAgBAAwBAgq3FAgHAEHgCSQAC7UBAQV/IAJBA2whBwNAIAEgBkoEQCAALQAAIQggAC0AASEJIAAtAAIhAiAAIAdqIQAgAyAIQQJ0aiIKIAoo' +
    'AgBBAWo2AgAgA0GACGogCUECdGoiCiAKKAIAQQFqNgIAIANBgBBqIAJBAnRqIgogCigCAEEBajYCACAEIAhB8QFsIAhsIAlBswVsIAlsaiACQcQA' +
    'bCACbGogBXZBAnRqIgIgAigCAEEBajYCACAGQQFqIQYMAQsLC+UCAgZ/B3sDQCACIApKBEAgACAKQQJ0IgggA2ooAgAgAWxqIQwgBCAIaigCACEN' +
    'QQAhCANAIAEgCEoEQP0MAAAgAAAAIAAAACAAAAAgACEO/QwAACAAAAAgAAAAIAAAACAAIQ/9DAAAIAAAACAAAAAgAAAAIAAhEP0MAAAgAAAAIAAA' +
    'ACAAAAAgACERIAggDGohC0EAIQkDQCAJIA1IBEAgDiAL/QAEACIT/YkBIhT9qQEgBSAJQQJ0av0JAgAiEv21Af2uASEOIA8gFP2qASAS/bUB/a4B' +
    'IQ8gECAT/YoBIhP9qQEgEv21Af2uASEQIBEgE/2qASAS/bUB/a4BIREgASALaiELIAlBAWohCQwBCwsgByAIaiAOQRb9rAEgD0EW/awB/YUBIBBB' +
    'Fv2sASARQRb9rAH9hQH9Zv0LBAAgCEEQaiEIDAELCyAFIAZBAnRqIQUgASAHaiEHIApBAWohCgwBCwsL/QECBX8DeyACIANsIQoDQCAGIApIBED9' +
    'DAAAAAAAAAAAAAAAAAAAAAAhC/0MAAAAAAAAAAAAAAAAAAAAACEMIAAgBmohB0EAIQgDQCACIAhKBEAgCyAH/QAEACIN/YkB/Y4BIQsgDCAN/YoB' +
    '/Y4BIQwgASAHaiEHIAhBAWohCAwBCwsgBCAGQQF0aiIHIAv9CwQAIAcgDP0LBBAgBkEQaiEGDAELCyACIAJsIQYDQCADIAlKBEAgBkEBdiEAQQAh' +
    'AQNAIAEgAkgEQCAAIAQvAQBqIQAgBEECaiEEIAFBAWohAQwBCwsgBSAJaiAAIAZuOgAAIAlBAWohCQwBCwsLcwEDeyADQTBsQdAIaiID/QAEACEE' +
    'IAP9AAQQIQUgA/0ABCAhBkEAIQMDQCACIANKBEAgASAA/QAEACAE/Q4gAP0ABBAgBf0O/VAgAP0ABCAgBv0O/VD9CwQAIABBMGohACABQRBqIQEg' +
    'A0EQaiEDDAELCwvgCAIIfwt7IAYgCGwhDwNAIA1BBGogAkwEQCAAIAEgDWxqIRAgByANIA9saiEMIAQhCUEAIQsDQCAGIAtKBEAgECADIAtBAnRq' +
    'KAIAaiEK/QwAAAAAAAAAAAAAAAAAAAAAIRH9DAAAAAAAAAAAAAAAAAAAAAAhEv0MAAAAAAAAAAAAAAAAAAAAACET/QwAAAAAAAAAAAAAAAAAAAAA' +
    'IRT9DAAAAAAAAAAAAAAAAAAAAAAhFf0MAAAAAAAAAAAAAAAAAAAAACEW/QwAAAAAAAAAAAAAAAAAAAAAIRf9DAAAAAAAAAAAAAAAAAAAAAAhGEEA' +
    'IQ4DQCAFIA5KBEAgESAK/QIAACIaIAn9AAQAIhn9ugH9rgEhESAVIBogCf0ABBAiGv26Af2uASEVIBIgASAKav0CAAAiGyAZ/boB/a4BIRIgFiAb' +
    'IBr9ugH9rgEhFiATIAogAUEBdGr9AgAAIhsgGf26Af2uASETIBcgGyAa/boB/a4BIRcgFCAKIAFBA2xq/QIAACIbIBn9ugH9rgEhFCAYIBsgGv26' +
    'Af2uASEYIApBCGohCiAJQSBqIQkgDkEBaiEODAELCyAMQf8BIBFBC/2rASAV/a4BIhEgESAR/Q0ICQoLDA0ODwABAgMEBQYH/a4BIhH9GwAgEf0b' +
    'AWpBgICAAWpBFnUiCiAKQf8BShsiCkEAIApBAE4bOgAAIAwgD2pB/wEgEkEL/asBIBb9rgEiESARIBH9DQgJCgsMDQ4PAAECAwQFBgf9rgEiEf0b' +
    'ACAR/RsBakGAgIABakEWdSIKIApB/wFKGyIKQQAgCkEAThs6AAAgDCAPQQF0akH/ASATQQv9qwEgF/2uASIRIBEgEf0NCAkKCwwNDg8AAQIDBAUG' +
    'B/2uASIR/RsAIBH9GwFqQYCAgAFqQRZ1IgogCkH/AUobIgpBACAKQQBOGzoAACAMIA9BA2xqQf8BIBRBC/2rASAY/a4BIhEgESAR/Q0ICQoLDA0O' +
    'DwABAgMEBQYH/a4BIhH9GwAgEf0bAWpBgICAAWpBFnUiCiAKQf8BShsiCkEAIApBAE4bOgAAIAggDGohDCALQQFqIQsMAQsLIA1BBGohDQwBCwsD' +
    'QCACIA1KBEAgByANIA9saiEKIAQhCUEAIQwDQCAGIAxKBEAgAyAMQQJ0aigCACAAIAEgDWxqaiEL/QwAAAAAAAAAAAAAAAAAAAAAIRH9DAAAAAAA' +
    'AAAAAAAAAAAAAAAhEkEAIQ4DQCAFIA5KBEAgESAL/QIAACITIAn9AAQA/boB/a4BIREgEiATIAn9AAQQ/boB/a4BIRIgC0EIaiELIAlBIGohCSAO' +
    'QQFqIQ4MAQsLIApB/wEgEUEL/asBIBL9rgEiESARIBH9DQgJCgsMDQ4PAAECAwQFBgf9rgEiEf0bACAR/RsBakGAgIABakEWdSILIAtB/wFKGyIL' +
    'QQAgC0EAThs6AAAgCCAKaiEKIAxBAWohDAwBCwsgDUEBaiENDAELCwv1AQIDfwR7A0AgASAESgRAIAEgBEGAgBBqIgMgASADSBshBf0MAAAAAAAA' +
    'AAAAAAAAAAAAACEH/QwAAAAAAAAAAAAAAAAAAAAAIQggBCEDA0AgAyAFSARAIAAgA2r9AAQAIgb9iQEhCSAHIAb9ff1//a4BIQcgCCAJIAn9ugEg' +
    'Bv2KASIGIAb9ugH9rgH9rgEhCCADQRBqIQMMAQsLIAIgAikDACAH/RsDrSAH/RsCrSAH/RsArSAH/RsBrXx8fHw3AwAgAiACKQMIIAj9GwOtIAj9' +
    'GwKtIAj9GwCtIAj9GwGtfHx8fDcDCCAEQYCAEGohBAwBCwsLwgICDnsBf0GACP0ABAAhA0GQCP0ABAAhBEGgCP0ABAAhBUGwCP0ABAAhBkHACP0A' +
    'BAAhBwNAIAIgEUoEQCAIIAD9AAQAIgggA/0OIgkgCCAE/Q4iDf1RIAD9AAQMIgggA/0OIgogCCAE/Q4iDv1R/VAgAP0ABBgiCCAD/Q4iCyAIIAT9' +
    'DiIP/VEgAP0ABCQiCCAD/Q4iDCAIIAT9DiIQ/VH9UP1Q/VAhCCABIAkgBf26ASANIAb9ugH9rgEgB/2uAUEQ/a0BIAogBf26ASAOIAb9ugH9rgEg' +
    'B/2uAUEQ/a0B/YYBIAsgBf26ASAPIAb9ugH9rgEgB/2uAUEQ/a0BIAwgBf26ASAQIAb9ugH9rgEgB/2uAUEQ/a0B/YYB/Wb9CwQAIABBMGohACAB' +
    'QRBqIQEgEUEQaiERDAELCyAI/VNBAEcLC+oBAgBBgQgLTf8B/wP/BP8G/wf/Cf8K/wH/Av8E/wX/B/8I/wr/C/+LTCNLi0wjS4tMI0uLTCNLI0sv' +
    'HSNLLx0jSy8dI0svHQCAAAAAgAAAAIAAAACAAEHRCAuPAQMGCQwP/////////////////////wIFCAsO/////////////////////wEEBwoNAQQH' +
    'Cg3/////////////////////AAMGCQwP/////////////////////wIFCAsOAgUICw7/////////////////////AQQHCg3/////////////////' +
    '////AAMGCQwP';

;// CONCATENATED MODULE: ./lib/src/vision/kernels/kernels.js

const { Module, Instance } = globalThis.WebAssembly;
const kernels = new Instance(new Module(Buffer.from(code, 'base64'))).exports;
const PAGE = 2 ** 16;
const ALIGNMENT = 64;
/** How far kernels may read and write beyond what they are given. */
const SLACK = 64;
/**
 * Divides the kernels' memory into rooms of the given sizes in bytes. It is one memory: what was in it before is
 * overwritten, and rooms that were made before are gone.
 */
function roomsOf(sizes) {
    const at = {};
    let end = Math.ceil(kernels.START.value / ALIGNMENT) * ALIGNMENT;
    for (const name of Object.keys(sizes)) {
        at[name] = end;
        end += Math.ceil((sizes[name] + SLACK) / ALIGNMENT) * ALIGNMENT;
    }
    const missing = end - kernels.memory.buffer.byteLength;
    if (missing > 0)
        kernels.memory.grow(Math.ceil(missing / PAGE));
    return { at, bytes: new Uint8Array(kernels.memory.buffer) };
}

;// CONCATENATED MODULE: ./lib/src/vision/pixels/grey.js

/** Pixels that the kernels are given at once. */
const STRIP = 2 ** 16;
/** Luma of a picture as Pillow's `convert('L')` takes it: ITU-R 601 weights in 16-bit fixed point, rounded. */
function grey_toGrey(pixels) {
    if (pixels.channels === 1)
        return pixels;
    const { width, height, data } = pixels;
    const out = new Uint8Array(width * height);
    const { at, bytes } = roomsOf({ colours: 3 * STRIP, grey: STRIP });
    for (let from = 0; from < out.length; from += STRIP) {
        const to = Math.min(from + STRIP, out.length);
        bytes.set(data.subarray(3 * from, 3 * to), at.colours);
        kernels.grey(at.colours, at.grey, to - from);
        out.set(bytes.subarray(at.grey, at.grey + to - from), from);
    }
    return { width, height, channels: 1, data: out };
}

;// CONCATENATED MODULE: ./lib/src/vision/pixels/packed-taps.js
const BLOCK = 8;
const LOW_BITS = 11;
const known = new WeakMap();
/** An output's weights are followed by zeros to a whole block. */
function packed(taps) {
    const made = known.get(taps) ?? pack(taps);
    known.set(taps, made);
    return made;
}
function pack({ first, count, weights, stride }) {
    const blocks = Math.ceil(Math.max(...count) / BLOCK);
    const halves = new Int16Array(first.length * blocks * 2 * BLOCK);
    for (let i = 0; i < first.length; i++) {
        for (let k = 0; k < count[i]; k++) {
            const at = (i * blocks + Math.floor(k / BLOCK)) * 2 * BLOCK + (k % BLOCK);
            const weight = weights[i * stride + k];
            halves[at] = weight >> LOW_BITS;
            halves[at + BLOCK] = weight & ((1 << LOW_BITS) - 1);
        }
    }
    return { first: new Uint8Array(first.buffer), weights: new Uint8Array(halves.buffer), blocks };
}

;// CONCATENATED MODULE: ./lib/src/vision/pixels/taps.js
/** Fractional bits of a weight. */
const PRECISION = 22;
const sinc = (x) => (x === 0 ? 1 : Math.sin(x * Math.PI) / (x * Math.PI));
/** Keys' cubic convolution at a distance `d`. */
function cubic(d, a) {
    if (d < 1)
        return ((a + 2) * d - (a + 3)) * d * d + 1;
    return d < 2 ? (((d - 5) * d + 8) * d - 4) * a : 0;
}
const KERNELS = {
    box: { support: 0.5, weight: (x) => (x > -0.5 && x <= 0.5 ? 1 : 0) },
    bilinear: { support: 1, weight: (x) => Math.max(0, 1 - Math.abs(x)) },
    hamming: {
        support: 1,
        weight: (x) => (Math.abs(x) >= 1 ? 0 : sinc(x) * (0.54 + 0.46 * Math.cos(x * Math.PI))),
    },
    bicubic: {
        support: 2,
        weight: (x) => cubic(Math.abs(x), -0.5),
    },
    lanczos: { support: 3, weight: (x) => (x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0) },
};
/** Cubic convolution with a = −0.75, as OpenCV and PyTorch have it where they do not antialias. */
const SHARP_CUBIC = { support: 2, weight: (x) => cubic(Math.abs(x), -0.75) };
/** Weights used last: the pictures of a dataset mostly share their sizes. */
const MOST_KNOWN = 64;
const taps_known = new Map();
/**
 * Weights of `count` outputs from `start` on, of one axis of a resize.
 *
 * @param antialias - as Pillow: the kernel grows with the step when it shrinks, and is cut at the edge; else as OpenCV and
 *   PyTorch without antialiasing: the kernel keeps its width, and the edge's value stands for those beyond
 */
function tapsFor(from, to, start, count, kernel, antialias = true) {
    const key = `${from} ${to} ${start} ${count} ${kernel} ${antialias}`;
    const axis = taps_known.get(key) ?? computeTaps(from, to, start, count, taps_kernelOf(kernel, antialias), antialias);
    if (taps_known.size >= MOST_KNOWN)
        taps_known.clear();
    taps_known.set(key, axis);
    return axis;
}
const taps_kernelOf = (kernel, antialias) => kernel === 'bicubic' && !antialias ? SHARP_CUBIC : KERNELS[kernel];
function computeTaps(from, to, start, count, { support, weight }, antialias) {
    const scale = from / to;
    const filterScale = antialias ? Math.max(scale, 1) : 1;
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
        const begin = Math.floor(centre - reach + 0.5);
        const end = Math.trunc(centre + reach + 0.5);
        const first = Math.min(Math.max(0, begin), from - 1);
        const n = Math.max(1, Math.min(from, end) - first);
        raw.fill(0);
        let sum = 0;
        for (let at = antialias ? first : begin; at < (antialias ? first + n : end); at++) {
            const value = weight((at - centre + 0.5) * (1 / filterScale));
            raw[Math.min(Math.max(at - first, 0), n - 1)] += value;
            sum += value;
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

;// CONCATENATED MODULE: ./lib/src/vision/pixels/resample.js



/** Values that the kernels are given at once. */
const resample_STRIP = 2 ** 17;
/**
 * Resizes a picture to `width` × `height` as Pillow's `Image.resize` does: separable, antialiased when it shrinks,
 * horizontal pass first, each pass rounded to 8 bits with 22-bit fixed-point weights (Pillow, `src/libImaging/Resample.c`).
 * Bit for bit what Pillow gives up to version 12; 13 takes the vertical pass first where a picture loses more than twice
 * as many rows as columns, which moves some values by a few levels.
 *
 * @param window - the part of the result that is wanted; only it is computed, and it equals the same part of the whole
 * @param antialias - `false`: within one grey level of OpenCV's and torchvision's resize without antialiasing
 */
function resample_resample(pixels, width, height, kernel, window = { left: 0, top: 0, width, height }, antialias = true) {
    const whole = window.width === width && window.height === height;
    if (width === pixels.width && height === pixels.height && whole)
        return pixels;
    if (kernel === 'nearest')
        return nearest(pixels, width, height, window);
    const across = tapsFor(pixels.width, width, window.left, window.width, kernel, antialias);
    const down = tapsFor(pixels.height, height, window.top, window.height, kernel, antialias);
    const last = window.height - 1;
    const rows = { from: down.first[0], to: down.first[last] + down.count[last] };
    const unchanged = width === pixels.width && window.width === width;
    const narrowed = unchanged ? pixels : narrow(pixels, across, rows);
    const top = unchanged ? 0 : rows.from;
    return height === pixels.height && window.height === height ? narrowed : shortenBy(narrowed, down, top);
}
/** The second pass of a resize alone: a picture that was made narrow already. */
function shorten(narrowed, height, filter) {
    if (narrowed.height === height)
        return narrowed;
    return shortenBy(narrowed, tapsFor(narrowed.height, height, 0, height, filter), 0);
}
/** The first pass, one channel after the other. */
function narrow({ width, channels, data }, taps, rows) {
    const { first, weights, blocks } = packed(taps);
    const columns = taps.first.length;
    const height = rows.to - rows.from;
    const out = new Uint8Array(height * columns * channels);
    const most = Math.min(height, Math.ceil(resample_STRIP / width));
    const { at, bytes } = roomsOf({
        first: first.length,
        weights: weights.length,
        source: most * width * channels,
        plane: channels === 1 ? 0 : most * width,
        out: most * columns * channels,
    });
    bytes.set(first, at.first);
    bytes.set(weights, at.weights);
    for (let row = 0; row < height; row += most) {
        const count = Math.min(most, height - row);
        const from = (rows.from + row) * width * channels;
        bytes.set(data.subarray(from, from + count * width * channels), at.source);
        for (let channel = 0; channel < channels; channel++) {
            if (channels > 1)
                kernels.plane(at.source, at.plane, count * width, channel);
            const source = channels > 1 ? at.plane : at.source;
            const to = at.out + channel;
            kernels.narrow(source, width, count, at.first, at.weights, blocks, columns, to, channels);
        }
        out.set(bytes.subarray(at.out, at.out + count * columns * channels), row * columns * channels);
    }
    return { width: columns, height, channels, data: out };
}
/**
 * The second pass, some rows of the result at a time, with those that they are made of.
 *
 * @param top - the row of the whole picture that is the first here
 */
function shortenBy({ width, channels, data }, taps, top) {
    const { first, count, weights, stride } = taps;
    const height = first.length;
    const length = width * channels;
    const out = new Uint8Array(length * height);
    for (let row = 0, end = 0; row < height; row = end) {
        const from = first[row];
        const reach = (y) => first[y] + count[y] - from;
        end = row + 1;
        while (end < height && (reach(end) + end - row) * length <= resample_STRIP)
            end++;
        const rows = end - row;
        const starts = first.slice(row, end).map((start) => start - from);
        const { at, bytes } = roomsOf({
            first: rows * Int32Array.BYTES_PER_ELEMENT,
            count: rows * Int32Array.BYTES_PER_ELEMENT,
            weights: rows * stride * Int32Array.BYTES_PER_ELEMENT,
            source: reach(end - 1) * length,
            out: rows * length,
        });
        bytes.set(new Uint8Array(starts.buffer), at.first);
        bytes.set(bytesOf(count.subarray(row, end)), at.count);
        bytes.set(bytesOf(weights.subarray(row * stride, end * stride)), at.weights);
        bytes.set(data.subarray((from - top) * length, (from - top + reach(end - 1)) * length), at.source);
        kernels.shorten(at.source, length, rows, at.first, at.count, at.weights, stride, at.out);
        out.set(bytes.subarray(at.out, at.out + rows * length), row * length);
    }
    return { width, height, channels, data: out };
}
const bytesOf = ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength);
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

;// CONCATENATED MODULE: ./lib/src/vision/pixels/preprocess.js




/**
 * Size of what `preprocess` makes of a picture, after its orientation.
 *
 * @param size - width and height in pixels of the upright picture
 */
function tensorShape(preprocessing, size) {
    const { canvas } = placementOf(preprocessing, size);
    return { channels: preprocessing.colour === 'grey' ? 1 : 3, ...laid(canvas, preprocessing) };
}
/** The one size that every picture becomes; `null` when it depends on the picture. */
function fixedShape(preprocessing) {
    const { resize, crop } = preprocessing;
    const channels = preprocessing.colour === 'grey' ? 1 : 3;
    if (crop)
        return { channels, ...laid(crop, preprocessing) };
    if (resize.mode === 'stretch' || resize.mode === 'letterbox')
        return { channels, ...laid(resize, preprocessing) };
    return null;
}
function laid({ width, height }, { transposed }) {
    return transposed ? { width: height, height: width } : { width, height };
}
/**
 * Takes a decoded picture through orientation, colour, resize, crop, padding, rescale, normalisation and layout.
 *
 * @param orientation - the picture's EXIF orientation, 1–8
 * @param out - where the values go; as long as `tensorShape` says
 * @throws Fault `broken` when mean or std do not fit the channels
 */
function preprocess(pixels, orientation, preprocessing, out) {
    writeValues(see(pixels, orientation, preprocessing), preprocessing, out);
}
/** The first half of `preprocess`: orientation, greyness, resize and crop. */
function see(pixels, orientation, preprocessing) {
    const upright = preprocessing.orientation === 'apply' ? orient(pixels, orientation) : pixels;
    const source = preprocessing.colour === 'grey' ? grey_toGrey(upright) : upright;
    const placement = placementOf(preprocessing, source);
    const { resized, window } = placement;
    const { resample: kernel, antialias } = preprocessing;
    return { pixels: resample_resample(source, resized.width, resized.height, kernel, window, antialias), placement };
}
/** What the first half depends on: preprocessings of one key see the same. */
function sightKey({ orientation, colour, resize, resample, antialias, crop }) {
    return JSON.stringify([orientation, colour === 'grey', resize, resample, antialias, crop]);
}
/** Half-way cases go to the even neighbour, as Python's `round` does. */
function roundHalfEven(value) {
    const below = Math.floor(value);
    const rest = value - below;
    if (rest !== 0.5)
        return Math.round(value);
    return below % 2 === 0 ? below : below + 1;
}
function placementOf(preprocessing, { width, height }) {
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
/** The second half of `preprocess`: padding, the order of the channels, rescale, normalisation and layout. */
function writeValues({ pixels: seen, placement }, preprocessing, out) {
    const { canvas, left, top, fill } = placement;
    const channels = preprocessing.colour === 'grey' ? 1 : 3;
    const tables = valueTables(preprocessing, channels);
    const area = canvas.width * canvas.height;
    const [unit, channelStep] = preprocessing.layout === 'nchw' ? [1, area] : [channels, 1];
    const [pixelStep, rowStep] = preprocessing.transposed ? [canvas.height * unit, unit] : [unit, canvas.width * unit];
    if (seen.width !== canvas.width || seen.height !== canvas.height) {
        for (let c = 0; c < channels; c++) {
            for (let i = 0, to = c * channelStep; i < area; i++, to += unit)
                out[to] = tables[c][fill];
        }
    }
    // Where the tensor's channels are in the picture; a grey picture gives its one to all.
    const [a, b, c] = seen.channels === 1 ? [0, 0, 0] : preprocessing.colour === 'bgr' ? [2, 1, 0] : [0, 1, 2];
    const [first, second = first, third = first] = tables;
    const { data } = seen;
    for (let y = 0; y < seen.height; y++) {
        let from = y * seen.width * seen.channels;
        let to = (top + y) * rowStep + left * pixelStep;
        for (let x = 0; x < seen.width; x++, from += seen.channels, to += pixelStep) {
            out[to] = first[data[from + a]];
            if (channels === 1)
                continue;
            out[to + channelStep] = second[data[from + b]];
            out[to + 2 * channelStep] = third[data[from + c]];
        }
    }
}

;// CONCATENATED MODULE: ./lib/src/vision/pixels/transforms/transform.js

/**
 * A mild change of a picture as decoded, such as another camera or another hand makes.
 *
 * - brightness: every value times 1.25 or 0.8; contrast: values brought nearer to the mean of the picture by 0.75
 *   (Pillow's `ImageEnhance.Brightness` and `Contrast`).
 * - blur: a Gaussian of σ = 1/150 of the shorter side, but at least 0.6 pixels.
 * - rotation: by 5°, bilinear, about the middle; the edge's pixels stand for those beyond.
 * - mirror: left and right change places.
 */
function transform(pixels, kind) {
    switch (kind) {
        case 'brighter':
            return mapped(pixels, (value) => value * 1.25);
        case 'darker':
            return mapped(pixels, (value) => value * 0.8);
        case 'less contrast': {
            const mean = meanLuma(pixels);
            return mapped(pixels, (value) => mean + (value - mean) * 0.75);
        }
        case 'blur':
            return { ...pixels, data: Uint8Array.from(gaussian(pixels, blurOf(pixels)), Math.round) };
        case 'rotation':
            return rotated(pixels, (5 * Math.PI) / 180);
        case 'mirror':
            return mirrored(pixels);
    }
}
function mapped(pixels, change) {
    const table = Uint8ClampedArray.from({ length: 256 }, (_, value) => change(value));
    return { ...pixels, data: pixels.data.map((value) => table[value]) };
}
/** Mean of ITU-R 601 luma, rounded, as `ImageEnhance.Contrast` takes it. */
function meanLuma({ data, channels }) {
    let sum = 0;
    for (let at = 0; at < data.length; at += channels) {
        sum += channels === 1 ? data[at] : (data[at] * 19595 + data[at + 1] * 38470 + data[at + 2] * 7471 + 0x8000) >> 16;
    }
    return Math.floor(sum / (data.length / channels) + 0.5);
}
function mirrored(pixels) {
    const { width, height, channels, data } = pixels;
    const out = new Uint8Array(data.length);
    for (let y = 0; y < height; y += 1) {
        for (let x = 0; x < width; x += 1) {
            const from = (y * width + width - 1 - x) * channels;
            out.set(data.subarray(from, from + channels), (y * width + x) * channels);
        }
    }
    return { ...pixels, data: out };
}
function rotated(pixels, angle) {
    const { width, height, channels, data } = pixels;
    const out = new Uint8Array(data.length);
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const [middleX, middleY] = [(width - 1) / 2, (height - 1) / 2];
    const within = (value, most) => Math.min(Math.max(value, 0), most);
    for (let y = 0; y < height; y += 1) {
        for (let x = 0; x < width; x += 1) {
            const [dx, dy] = [x - middleX, y - middleY];
            const [u, v] = [
                within(cos * dx - sin * dy + middleX, width - 1),
                within(sin * dx + cos * dy + middleY, height - 1),
            ];
            const [left, top] = [Math.floor(u), Math.floor(v)];
            const [right, bottom] = [Math.min(left + 1, width - 1), Math.min(top + 1, height - 1)];
            const [a, b] = [u - left, v - top];
            for (let c = 0; c < channels; c += 1) {
                const at = (column, row) => data[(row * width + column) * channels + c];
                const upper = at(left, top) * (1 - a) + at(right, top) * a;
                const lower = at(left, bottom) * (1 - a) + at(right, bottom) * a;
                out[(y * width + x) * channels + c] = Math.round(upper * (1 - b) + lower * b);
            }
        }
    }
    return { ...pixels, data: out };
}
function blurOf({ width, height }) {
    return Math.max(0.6, Math.min(width, height) / 150);
}

;// CONCATENATED MODULE: ./lib/src/vision/child/session.js



const UNAVAILABLE = /execution provider|backend not found|shared library|webgpu_context|adapter|failed to allocate|bad_alloc|out of memory|no such file|doesn't exist|\bCUDA (?:failure|error)|\bCUDNN|\bCUBLAS/i;
/** A lambda's name and place in the runtime's source, before what it has to say. */
const SOURCE_PLACE = /^\S*\/onnxruntime\/.* was false\. /s;
/**
 * Options of a session on the job's provider. Threads wait instead of spinning, so that decoding gets the cores, and the
 * runtime's own log is silent: a model's names would be printed in it. TensorRT hands what it cannot do to CUDA, as its
 * documentation asks for.
 */
function sessionOptions({ provider }, threads) {
    return {
        executionProviders: provider === 'tensorrt' ? ['tensorrt', 'cuda'] : [provider],
        intraOpNumThreads: threads,
        interOpNumThreads: 1,
        logSeverityLevel: 3,
        extra: { session: { intra_op: { allow_spinning: '0' }, inter_op: { allow_spinning: '0' } } },
    };
}
/**
 * Opens a model on the job's provider.
 *
 * @throws Fault `unavailable` when the provider or memory cannot be had, `broken` when the file is no model
 */
async function openSession(runtime, job, threads, more = {}) {
    try {
        return await runtime.InferenceSession.create(job.file, { ...sessionOptions(job, threads), ...more });
    }
    catch (error) {
        throw sessionFault(error, job, `The model could not be loaded on \`${job.provider}\``);
    }
}
/** What the runtime says of a failure, as a sentence. */
function session_reasonOf(error) {
    const text = error instanceof Error ? error.message : String(error);
    return text.replace(SOURCE_PLACE, '').replace(/[.\s]*$/, '.');
}
function sessionFault(error, { file }, what) {
    const reason = session_reasonOf(error).replaceAll(file, (0,external_node_path_namespaceObject.basename)(file));
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
/** Values of all outputs of one run; what is more is no answer to pictures. */
const MOST_VALUES = 2 ** 28;
/**
 * Runs the model once and hands over the job's outputs, in its order.
 *
 * @throws Fault `broken` when the run fails, there is no such output, or the outputs are beyond all measure
 */
async function run(session, job, tensor) {
    const unknown = job.outputs.find((name) => !session.outputNames.includes(name));
    if (unknown !== undefined) {
        throw new Fault('broken', `Expected an output \`${unknown}\` but the model has ${session.outputNames.map((name) => `\`${name}\``).join(', ')}. Name one of them.`);
    }
    let outputs;
    try {
        outputs = await session.run({ [job.input.name]: tensor }, job.outputs);
    }
    catch (error) {
        throw sessionFault(error, job, `The model could not be run on \`${job.provider}\``);
    }
    const tensors = job.outputs.map((name) => ({ name, output: outputs[name] }));
    const values = tensors.reduce((sum, { output }) => sum + output.size, 0);
    if (values > MOST_VALUES) {
        throw new Fault('broken', `Expected at most ${MOST_VALUES} values in the outputs of one run but received ${values}. Lower the batch, or export the model with smaller outputs.`);
    }
    return tensors.map(({ name, output }) => outputTensor(name, output));
}
function outputTensor(name, { dims, type, data }) {
    const isInteger = /^(?:u?int|bool)/.test(type);
    if (data instanceof BigInt64Array || data instanceof BigUint64Array) {
        return { name, dims, isInteger, data: Float64Array.from(data, Number) };
    }
    return { name, dims, isInteger, data: data };
}

;// CONCATENATED MODULE: ./lib/src/vision/child/turns.js
const INSIDE = 0;
const CLOSED = 1;
/** What the threads of a process share of their turns. */
function sharedTurns() {
    return new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
}
/** @param state - of `sharedTurns`, the same one in every thread */
function turnsOf(state) {
    const whileAt = async (index, value) => await Atomics.waitAsync(state, index, value).value;
    async function enter() {
        for (;;) {
            while (Atomics.load(state, CLOSED) === 1)
                await whileAt(CLOSED, 1);
            Atomics.add(state, INSIDE, 1);
            if (Atomics.load(state, CLOSED) === 0)
                return;
            leave();
        }
    }
    function leave() {
        Atomics.sub(state, INSIDE, 1);
        Atomics.notify(state, INSIDE);
    }
    return {
        async together(work) {
            await enter();
            try {
                return await work();
            }
            finally {
                leave();
            }
        },
        async alone(work) {
            while (Atomics.compareExchange(state, CLOSED, 0, 1) === 1)
                await whileAt(CLOSED, 1);
            for (let inside = Atomics.load(state, INSIDE); inside > 0; inside = Atomics.load(state, INSIDE)) {
                await whileAt(INSIDE, inside);
            }
            try {
                return await work();
            }
            finally {
                Atomics.store(state, CLOSED, 0);
                Atomics.notify(state, CLOSED);
            }
        },
    };
}

;// CONCATENATED MODULE: ./lib/src/vision/child/pixels-thread.js










/** Pictures in the decoder at once: one is decoded while the arithmetic of another goes on. */
const DECODING_AT_ONCE = 2;
function servePixels(data) {
    const sharp = decoderOfThread(data.nativesRoot);
    const turns = turnsOf(data.turns);
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
    async function answer({ id, bytes, target: encoded }) {
        let decoded;
        let target;
        try {
            decoded = await decodeInTurn(turns, sharp, bytes, data.limitPixels);
            target = encoded && (await decodeInTurn(turns, sharp, encoded, data.limitPixels));
        }
        catch (error) {
            reply({ id, error: reasonOf(error) });
            return;
        }
        try {
            const corrupted = await corruptedBy(decoded, data.plans, recoder(turns, sharp, data.limitPixels));
            const rows = rowsOf(decoded, target, data.plans, corrupted);
            reply({ id, rows }, rows.flatMap(({ tensors }) => tensors.map(({ values }) => values)));
        }
        catch (error) {
            const kind = error instanceof Fault && error.kind === 'broken' ? 'broken' : 'unavailable';
            reply({ fault: { kind, message: reasonOf(error) } });
        }
    }
}
/** Writes a picture as JPEG and reads it again. */
function recoder(turns, sharp, limitPixels) {
    return async ({ width, height, channels, data }, quality) => {
        const bytes = await sharp(data, { raw: { width, height, channels } }).jpeg({ quality }).toBuffer();
        return (await decodeInTurn(turns, sharp, bytes, limitPixels)).pixels;
    };
}
/** The picture as each job's corruption leaves it, by the corruption's key. */
async function corruptedBy({ pixels }, plans, recode) {
    const corrupted = new Map();
    for (const { job } of plans) {
        const key = corruptionKey(job);
        if (job.corruption && !corrupted.has(key))
            corrupted.set(key, await corrupt(pixels, job.corruption, recode));
    }
    return corrupted;
}
function corruptionKey({ corruption }) {
    return corruption ? JSON.stringify(corruption) : '';
}
/** Tensors that are alike are made once and copied; what is seen of a picture is resized once, however its values are scaled. */
function rowsOf(decoded, target, plans, corrupted = new Map()) {
    const made = new Map();
    const sights = new Map();
    const changed = new Map();
    const changedBy = ({ transform: kind }, corruption) => {
        const pixels = corrupted.get(corruption) ?? decoded.pixels;
        if (kind === undefined)
            return pixels;
        const key = `${kind} ${corruption}`;
        const own = changed.get(key) ?? transform(pixels, kind);
        changed.set(key, own);
        return own;
    };
    const sightOf = (variant, corruption) => {
        const { preprocessing } = variant;
        const key = `${variant.transform} ${sightKey(preprocessing)} ${corruption}`;
        const seen = sights.get(key) ?? see(changedBy(variant, corruption), decoded.header.orientation, preprocessing);
        sights.set(key, seen);
        return seen;
    };
    return plans.map(({ job, variants }) => ({
        tensors: variants.map((variant) => {
            const { preprocessing } = variant;
            const size = uprightSize(decoded, preprocessing);
            const key = JSON.stringify([variant, job.input.type, job.corruption]);
            const known = made.get(key);
            const tensor = known ?? {
                ...tensorOf(sightOf(variant, corruptionKey(job)), preprocessing, job, size),
                size,
            };
            made.set(key, tensor);
            const dims = dimsFor(job, preprocessing, tensor.dims);
            return { ...tensor, dims, ...(known && { values: known.values.slice(0) }) };
        }),
        target: target && (job.preprocessing.orientation === 'apply' ? uprightOf(target) : target.pixels),
    }));
}
/** What a job's own preprocessing makes of one picture. */
function tensorFor(decoded, job) {
    const [row] = rowsOf(decoded, null, [{ job, variants: [{ preprocessing: job.preprocessing }] }]);
    return row.tensors[0];
}
/** Values in another layout than the job's go by its dimensions, as if someone had reshaped them instead of moving the axes. */
function dimsFor(job, { layout }, dims) {
    const [a, b, c] = dims;
    const own = layout === job.preprocessing.layout ? dims : layout === 'nchw' ? [b, c, a] : [c, a, b];
    checkDims(job, own);
    return own;
}
function uprightOf({ pixels, header }) {
    return orient(pixels, header.orientation);
}
function tensorOf(seen, preprocessing, job, size) {
    const shape = tensorShape(preprocessing, size);
    const values = valuesFor(job, shape.channels * shape.height * shape.width);
    writeValues(seen, preprocessing, values);
    return { values: values.buffer, dims: imageDims(shape, preprocessing.layout) };
}

;// CONCATENATED MODULE: ./lib/src/vision/child/compare-task.js







/** Rows of a batch that are not the picture's: noise, so that what leaks from row to row is seen. */
const LARGEST_BATCH = 8;
/**
 * Runs each picture in two ways that should answer alike, and tells how far their outputs are apart. With `other` it is
 * the second model beside the first; without, the first model once more: in the same session, in another one, and in a
 * batch of other pictures.
 */
async function compareTask(start, { answer, fail }) {
    const runtime = loadRuntime(start.nativesRoot);
    const sharp = loadDecoder(start.nativesRoot);
    const turns = turnsOf(sharedTurns());
    const open = (job) => openSession(runtime, job, start.threads.run);
    const first = await open(start.job);
    const second = await open(start.other ?? start.job);
    async function compare(id, bytes) {
        let decoded;
        try {
            decoded = await decodeInTurn(turns, sharp, bytes, start.limitPixels);
        }
        catch (error) {
            return answer({ type: 'compared', id, error: reasonOf(error), flips: [] });
        }
        answer({ type: 'running' });
        const { job, other } = start;
        const own = tensorFor(decoded, job);
        const reference = await runOne(runtime, first, job, own);
        const others = other
            ? [await runOne(runtime, second, other, tensorFor(decoded, other))]
            : [
                await runOne(runtime, first, job, own),
                await runOne(runtime, second, job, own),
                await runAmongOthers(runtime, first, job, own),
            ];
        const sums = others.map((outputs) => sumsOf(reference, outputs, other ?? job));
        const body = Buffer.concat(sums.flat().map(({ buffer }) => Buffer.from(buffer)));
        const flips = others.map((outputs) => Number(decisionOf(reference[0]) !== decisionOf(outputs[0])));
        answer({ type: 'compared', id, error: null, flips }, body);
    }
    // One after the other: a run blocks the thread anyway.
    let turn = Promise.resolve();
    return {
        image(id, bytes) {
            turn = turn.then(() => compare(id, bytes)).catch(fail);
        },
        flush() { },
    };
}
/** The picture alone, with zeros beside it where the model's batch is fixed. */
async function runOne(runtime, session, job, { values, dims }) {
    const declared = job.input.shape[0];
    const batch = typeof declared === 'number' && declared > 0 ? declared : 1;
    const laid = valuesFor(job, batch * dims.reduce((a, b) => a * b, 1));
    laid.set(new laid.constructor(values));
    return firstRow(await run(session, job, inputTensor(runtime, job, laid, [batch, ...dims])), batch);
}
/** The picture in the first row of a batch of noise. */
async function runAmongOthers(runtime, session, job, { values, dims }) {
    const { size } = batchingOf(job, [job.preprocessing]);
    const batch = typeof job.input.shape[0] === 'number' ? size : Math.min(size, LARGEST_BATCH);
    const length = dims.reduce((a, b) => a * b, 1);
    const laid = valuesFor(job, batch * length);
    const picture = new laid.constructor(values);
    laid.set(picture);
    let state = 0x9e3779b9;
    for (let i = length; i < laid.length; i++) {
        // Values of the picture itself, drawn by xorshift32: they lie where pixels lie.
        state ^= state << 13;
        state ^= state >>> 17;
        state ^= state << 5;
        laid[i] = picture[(state >>> 0) % length];
    }
    return firstRow(await run(session, job, inputTensor(runtime, job, laid, [batch, ...dims])), batch);
}
/** The first picture's part of outputs that have a row for each; others are kept whole. */
function firstRow(outputs, batch) {
    return outputs.map((output) => {
        const { data, dims } = output;
        if (batch === 1 || dims[0] !== batch)
            return output;
        return {
            ...output,
            dims: [1, ...dims.slice(1)],
            data: Array.from({ length: data.length / batch }, (_, i) => data[i]),
        };
    });
}
function sumsOf(reference, outputs, { file }) {
    return reference.map((own, index) => {
        const other = outputs[index];
        if (other?.data.length === own.data.length)
            return paritySums(own.data, other.data);
        // Lists of objects differ in length where one more is found.
        if (other && own.dims.length === other.dims.length)
            return new Float64Array(PARITY_SUMS);
        throw new Fault('broken', `Expected an output like \`${own.name}\` [${own.dims.join(', ')}] from ${file.split(/[\\/]/).at(-1)} but received ${other ? `\`${other.name}\` [${other.dims.join(', ')}]` : 'none'}. Export the variant with the outputs of its reference, in the same order.`);
    });
}
/** The class with the highest score of a single row of them; empty for every other output. */
function decisionOf({ dims, data }) {
    const values = dims.filter((size) => size !== 1);
    if (values.length !== 1 || data.length > 100_000)
        return '';
    let best = 0;
    for (let i = 1; i < data.length; i++)
        if (data[i] > data[best])
            best = i;
    return String(best);
}

;// CONCATENATED MODULE: ./lib/src/vision/pixels/luma.js

const luma_STRIP = 2 ** 16;
/** @param grey - a picture of one channel */
function lumaOf({ data }) {
    const { at, bytes } = roomsOf({ grey: luma_STRIP, ...SUMMING_ROOMS });
    const summing = sumIn(bytes, at.sums);
    for (let from = 0; from < data.length; from += luma_STRIP) {
        const strip = data.subarray(from, from + luma_STRIP);
        bytes.set(strip, at.grey);
        summing.take(at.grey, strip.length);
    }
    return summing.result();
}
/** What summing needs of the kernels' memory, in bytes. */
const SUMMING_ROOMS = { sums: 2 * BigUint64Array.BYTES_PER_ELEMENT };
/** How many values the kernels take together. */
const TOGETHER = 16;
function sumIn(bytes, sums) {
    bytes.fill(0, sums, sums + SUMMING_ROOMS.sums);
    let all = 0;
    return {
        take(grey, count) {
            bytes.fill(0, grey + count, grey + count + TOGETHER);
            kernels.moments(grey, count, sums);
            all += count;
        },
        result() {
            const [sum, squares] = new BigUint64Array(bytes.buffer, sums, 2);
            return { count: all, sum: Number(sum), squares: Number(squares) };
        },
    };
}

;// CONCATENATED MODULE: ./lib/src/vision/pixels/phash.js


const HASH_SIDE = 32;
const HASH_FILTER = 'lanczos';
const LOW = 8;
/** cos(π k (2n + 1) / 64) for k < 8: the rows of the 32-point DCT-II that the hash keeps. */
const COSINES = Float64Array.from({ length: LOW * HASH_SIDE }, (_, i) => {
    const k = Math.floor(i / HASH_SIDE);
    const n = i % HASH_SIDE;
    return Math.cos((Math.PI * k * (2 * n + 1)) / (2 * HASH_SIDE));
});
/**
 * 64-bit perceptual hash, equal to `imagehash.phash`: grey, 32 × 32 by Lanczos, the 8 × 8 lowest frequencies of the
 * two-dimensional DCT-II; a bit is set where a coefficient exceeds their median, the constant one included.
 *
 * @returns 16 hex digits, the first bit highest
 */
function phash(pixels) {
    return hashOf(resample(toGrey(pixels), HASH_SIDE, HASH_SIDE, HASH_FILTER));
}
/** As `phash`, of the grey picture at 32 × 32. */
function hashOf({ data }) {
    const rows = new Float64Array(LOW * HASH_SIDE);
    for (let k = 0; k < LOW; k++) {
        for (let x = 0; x < HASH_SIDE; x++) {
            let sum = 0;
            for (let y = 0; y < HASH_SIDE; y++)
                sum += data[y * HASH_SIDE + x] * COSINES[k * HASH_SIDE + y];
            rows[k * HASH_SIDE + x] = sum;
        }
    }
    const coefficients = new Float64Array(LOW * LOW);
    for (let k = 0; k < LOW; k++) {
        for (let l = 0; l < LOW; l++) {
            let sum = 0;
            for (let x = 0; x < HASH_SIDE; x++)
                sum += rows[k * HASH_SIDE + x] * COSINES[l * HASH_SIDE + x];
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

/** Squared brightness is counted in bins of 2¹² thousandths of a squared level. */
const BIN_SHIFT = 12;
const BIN_WIDTH = 2 ** BIN_SHIFT / 1000;
const BINS = ((1000 * 255 * 255) >> BIN_SHIFT) + 1;
const LEVELS = 3 * 256;
/** Pixels that are copied to the kernels at once. */
const survey_STRIP = 2 ** 16;
/**
 * Counts a picture's pixels.
 *
 * @param step - looks at every step-th pixel of the rows laid end to end
 */
function survey({ channels, width, height, data }, step = 1) {
    if (channels === 1)
        return surveyGrey(data, step);
    const rooms = roomsOf({ colours: 3 * survey_STRIP, ...COUNTING_ROOMS });
    const counting = countIn(rooms, step);
    for (let from = 0; from < width * height; from += survey_STRIP) {
        const to = Math.min(from + survey_STRIP, width * height);
        rooms.bytes.set(data.subarray(3 * from, 3 * to), rooms.at.colours);
        counting.take(rooms.at.colours, from, to);
    }
    return counting.result();
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
    return { count: Math.ceil(data.length / step), levels, squares: null };
}
/** What counting colours needs of the kernels' memory, in bytes. */
const COUNTING_ROOMS = {
    levels: LEVELS * Uint32Array.BYTES_PER_ELEMENT,
    bins: BINS * Uint32Array.BYTES_PER_ELEMENT,
};
function countIn({ at, bytes }, step) {
    for (const [room, size] of Object.entries(COUNTING_ROOMS)) {
        const start = at[room];
        bytes.fill(0, start, start + size);
    }
    let count = 0;
    return {
        take(colours, from, to) {
            const next = count * step;
            const samples = Math.max(0, Math.ceil((to - next) / step));
            kernels.survey(colours + 3 * (next - from), samples, step, at.levels, at.bins, BIN_SHIFT);
            count += samples;
        },
        result: () => ({
            count,
            levels: new Uint32Array(bytes.buffer, at.levels, LEVELS).slice(),
            squares: new Uint32Array(bytes.buffer, at.bins, BINS).slice(),
        }),
    };
}

;// CONCATENATED MODULE: ./lib/src/vision/pixels/quality.js

/** The scores below which cleanvision reports a picture. */
const REPORTED_BELOW = { dark: 0.32, bright: 0.05, lowInformation: 0.3 };
/** Shares of the pixels that are darker than what `bright` and `dark` look at. */
const PERCENTILES = [0.05, 0.99];
/** A part of this many pixels tells the scores to a few thousandths. */
const ENOUGH = 60_000;
/** By how much such a share may be wrong in as many: twice its standard error at 5 %, five times at 99 %. */
const WRONG_BY = 0.002;
/** By how much a score of as many may be wrong. */
const MARGIN = 0.01;
/**
 * Scores a picture as cleanvision 0.3.7 does: `dark` is the 99th percentile of brightness, `bright` one minus the 5th,
 * `lowInformation` a tenth of the entropy in bits. Pictures with alpha are scored without it.
 */
function quality(survey) {
    const [low, high] = brightnessPercentiles(survey, PERCENTILES);
    return { dark: high, bright: 1 - low, lowInformation: Math.min(1, 0.1 * entropy(survey)) };
}
/**
 * Whether a part of the pixels decides the scores: none is so near to where cleanvision begins to report that it could be
 * on the other side, and the percentiles move by less than 0.01 where as many more of the pixels are darker or lighter
 * as a part can be wrong by. What a part can be wrong by shrinks with the root of its size.
 */
function isDecided(survey, scores) {
    const shrunk = Math.sqrt(ENOUGH / survey.count);
    const names = Object.keys(REPORTED_BELOW);
    if (names.some((name) => Math.abs(scores[name] - REPORTED_BELOW[name]) < MARGIN * shrunk))
        return false;
    const wrongBy = WRONG_BY * shrunk;
    const shares = PERCENTILES.flatMap((share) => [share - wrongBy, share, share + wrongBy]);
    const values = brightnessPercentiles(survey, shares);
    return PERCENTILES.every((_, index) => {
        const [less, value, more] = values.slice(3 * index);
        return Math.max(value - less, more - value) < MARGIN;
    });
}
/**
 * Percentiles, linearly interpolated as NumPy does, of each pixel's perceived brightness
 * √(0.241 R² + 0.691 G² + 0.068 B²) / 255. Exact for grey; of colours, whose squared brightness was counted in bins,
 * within 0.0005 above 1/16, and within 0.008 in the dark below it.
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



const SIDE = 64;
const FACTOR = 0.01;
/** A spread of the grey histogram that gives a smaller share than this counts as none. */
const SPREAD_THRESHOLD = 0.18;
/** The score below which cleanvision takes a picture for blurry. */
const BLURRY_BELOW = 0.29;
/** How much smaller the bicubic kernel makes a picture at least: enough for the means before it not to show. */
const LEAST_RATIO = 4;
/** Sums of so many rows still fit 16 bits. */
const MOST_REDUCTION = 257;
/** Twice what the two ways differ by. */
const sharpness_MARGIN = 0.015;
const SIDE_FILTER = 'bicubic';
/**
 * cleanvision's `blurry` score: the spread of edges and of the grey histogram at 64 pixels, 0–1. cleanvision makes
 * the colours small by a bicubic kernel and then grey. Here the grey picture is made small, first by whole factors, which
 * is a tenth of the work and differs by less than 0.01; where that could matter to a threshold, it is done as there.
 *
 * @param small - the picture in grey, of the size that `sideOf` tells
 */
function sharpness(pixels, small) {
    const { edges, spread } = shares(small);
    const score = total(edges, spread);
    const certain = Math.abs(spread - SPREAD_THRESHOLD) > sharpness_MARGIN && Math.abs(score - BLURRY_BELOW) > sharpness_MARGIN;
    if (certain || (pixels.channels === 1 && reductionFor(pixels) === 1))
        return score;
    const { width, height } = sideOf(pixels);
    const exact = shares(grey_toGrey(resample_resample(pixels, width, height, SIDE_FILTER)));
    return total(exact.edges, exact.spread);
}
/** The grey picture as `sharpness` wants it. */
function smallGrey(luma) {
    const { width, height } = sideOf(luma);
    const factor = reductionFor(luma);
    return resample_resample(factor > 1 ? reduce(luma, factor) : luma, width, height, SIDE_FILTER);
}
/** At most 64 pixels wide and high, as cleanvision makes a picture; its own size where it is no larger. */
function sideOf({ width, height }) {
    const ratio = Math.max(width, height) / SIDE;
    const side = (length) => Math.max(Math.floor(length / ratio), 1);
    return ratio > 1 ? { width: side(width), height: side(height) } : { width, height };
}
/** The whole factor by which a picture is made smaller before the kernel, 1 where it is not. */
function reductionFor({ width, height }) {
    const longer = Math.floor(Math.max(width, height) / SIDE / LEAST_RATIO);
    const shorter = Math.floor(Math.min(width, height) / LEAST_RATIO);
    return Math.max(1, Math.min(longer, shorter, MOST_REDUCTION));
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

;// CONCATENATED MODULE: ./lib/src/vision/pixels/sweep.js








/** Pixels that are worked on together: few enough for all that is made of them to stay in the processor's cache. */
const sweep_STRIP = 2 ** 16;
/** Bytes of the pixels that are turned grey with the last one. */
const BEYOND = 48;
/** Narrower pictures are small enough to be taken one step after the other; of wider ones a strip would be too much. */
const isWorthSweeping = ({ width }) => width > 64 && width <= sweep_STRIP;
/**
 * Goes once over a picture, strip by strip: each is copied into the kernels' memory, turned grey, made narrower for the
 * hash and for sharpness, and counted. Equal to one step after the other.
 *
 * @param step - counts every step-th pixel of the rows laid end to end
 */
function sweep(pixels, step) {
    const { width, height, channels, data } = pixels;
    const factor = reductionFor(pixels);
    const target = sideOf(pixels);
    const reduced = { width: Math.floor(width / factor), height: Math.floor(height / factor) };
    const hashTaps = packed(tapsFor(width, HASH_SIDE, 0, HASH_SIDE, HASH_FILTER));
    const sideTaps = packed(tapsFor(reduced.width, target.width, 0, target.width, SIDE_FILTER));
    const rows = Math.max(1, Math.floor(sweep_STRIP / width / factor)) * factor;
    const rooms = roomsOf({
        colours: channels === 3 ? rows * width * 3 : 0,
        grey: rows * width,
        columnSums: reduced.width * factor * Uint16Array.BYTES_PER_ELEMENT,
        hashFirst: hashTaps.first.length,
        hashWeights: hashTaps.weights.length,
        sideFirst: sideTaps.first.length,
        sideWeights: sideTaps.weights.length,
        hashRows: HASH_SIDE * height,
        reducedRows: factor > 1 ? reduced.width * reduced.height : 0,
        sideRows: target.width * reduced.height,
        ...COUNTING_ROOMS,
        ...SUMMING_ROOMS,
    });
    const { at, bytes } = rooms;
    bytes.set(hashTaps.first, at.hashFirst);
    bytes.set(hashTaps.weights, at.hashWeights);
    bytes.set(sideTaps.first, at.sideFirst);
    bytes.set(sideTaps.weights, at.sideWeights);
    const narrowSide = (from, count, row) => kernels.narrow(from, reduced.width, count, at.sideFirst, at.sideWeights, sideTaps.blocks, target.width, at.sideRows + row * target.width, 1);
    const counting = countIn(rooms, step);
    const summing = sumIn(bytes, at.sums);
    let colours = 0;
    for (let top = 0; top < height; top += rows) {
        const count = Math.min(rows, height - top);
        const from = top * width;
        const to = from + count * width;
        if (channels === 1)
            bytes.set(data.subarray(from, to), at.grey);
        else {
            bytes.set(data.subarray(3 * from, 3 * to), at.colours);
            bytes.fill(0, at.colours + 3 * (to - from), at.colours + 3 * (to - from) + BEYOND);
            colours |= kernels.grey(at.colours, at.grey, to - from);
            counting.take(at.colours, from, to);
        }
        summing.take(at.grey, to - from);
        kernels.narrow(at.grey, width, count, at.hashFirst, at.hashWeights, hashTaps.blocks, HASH_SIDE, at.hashRows + top * HASH_SIDE, 1);
        if (factor === 1)
            narrowSide(at.grey, count, top);
        else {
            for (let row = 0; row < Math.floor(count / factor); row++) {
                const out = at.reducedRows + (top / factor + row) * reduced.width;
                kernels.reduce(at.grey + row * factor * width, width, factor, reduced.width, at.columnSums, out);
            }
        }
    }
    if (factor > 1)
        narrowSide(at.reducedRows, reduced.height, 0);
    const picture = (start, columns, count) => ({
        width: columns,
        height: count,
        channels: 1,
        data: bytes.slice(start, start + columns * count),
    });
    // All is taken out before the second passes, which divide the memory anew.
    const hashRows = picture(at.hashRows, HASH_SIDE, height);
    const sideRows = picture(at.sideRows, target.width, reduced.height);
    const luma = summing.result();
    const counted = channels === 1 ? surveyGrey(data, step) : counting.result();
    return {
        hashed: shorten(hashRows, HASH_SIDE, HASH_FILTER),
        side: shorten(sideRows, target.height, SIDE_FILTER),
        luma,
        colourless: colours === 0,
        counted,
    };
}

;// CONCATENATED MODULE: ./lib/src/vision/pixels/tones.js
function tones({ levels }, { count, sum, squares }, colourless) {
    const mean = sum / count;
    const variance = Math.max(0, squares / count - mean * mean);
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









/** How many times as many pixels are counted where a part of them does not decide. */
const MORE = 8;
/**
 * Every fact of a picture's pixels. Hash, sharpness and luma are made from all of them. Scores and shares of colours come
 * from a regular part of large pictures, at least 60 000 pixels, and within 0.01 of what all pixels give; from more of
 * them, in the end from all, where the part could be farther off or on the wrong side of where cleanvision reports.
 */
function pixelFacts(pixels) {
    const step = stepFor(pixels, ENOUGH);
    const found = isWorthSweeping(pixels) ? sweep(pixels, step) : stepByStep(pixels, step);
    let { counted } = found;
    let scores = quality(counted);
    for (let wanted = MORE * ENOUGH; counted.count < found.luma.count && !isDecided(counted, scores); wanted *= MORE) {
        counted = survey(pixels, stepFor(pixels, wanted));
        scores = quality(counted);
    }
    return {
        ...scores,
        blurry: sharpness(pixels, found.side),
        ...tones(counted, found.luma, found.colourless),
        phash: hashOf(found.hashed),
    };
}
/** What `sweep` gives, of pictures of any size. */
function stepByStep(pixels, step) {
    const luma = grey_toGrey(pixels);
    return {
        hashed: resample_resample(luma, HASH_SIDE, HASH_SIDE, HASH_FILTER),
        side: smallGrey(luma),
        luma: lumaOf(luma),
        colourless: pixels.channels === 1 || isColourless(pixels.data),
        counted: survey(pixels, step),
    };
}
function isColourless(rgb) {
    for (let i = 0; i < rgb.length; i += 3)
        if (rgb[i] !== rgb[i + 1] || rgb[i] !== rgb[i + 2])
            return false;
    return true;
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
async function describeImage(turns, sharp, bytes, limitPixels) {
    try {
        const { header, pixels } = await decodeInTurn(turns, sharp, bytes, limitPixels);
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

;// CONCATENATED MODULE: ./lib/src/vision/pixels/look.js
/** Side of the miniature that a look is taken of. */
const look_SIDE = 64;
const LOOK_BITS = 256;
const LOOK_BYTES = LOOK_BITS / 8;
/** The 256 lowest frequencies (k across, l down) of the two-dimensional DCT-II but for the constant one, by k² + l². */
const FREQUENCIES = Array.from({ length: 32 * 32 }, (_, i) => ({ k: i % 32, l: Math.floor(i / 32) }))
    .filter(({ k, l }) => k + l > 0)
    .sort((a, b) => a.k ** 2 + a.l ** 2 - (b.k ** 2 + b.l ** 2) || a.k - b.k)
    .slice(0, LOOK_BITS);
const HIGHEST = 1 + Math.max(...FREQUENCIES.map(({ k, l }) => Math.max(k, l)));
const UNCUT = { left: 0, top: 0, right: 0, bottom: 0 };
/** What rounding to whole grey levels does to a frequency's sum (standard deviation 9), and a little more. */
const NOISE = 15;
/**
 * 256-bit perceptual hash: the signs of the lowest frequencies of the DCT-II of the picture in grey. Lighter, darker, smaller
 * and recompressed pictures keep nearly all of them.
 *
 * @param miniature - 64 × 64 grey levels, rows from the top
 * @param cut - takes the look of a part, as if the picture had been cropped
 */
function lookOf(miniature, cut = UNCUT) {
    const across = cosines(cut.left, cut.right);
    const down = cosines(cut.top, cut.bottom);
    const levels = compressed(miniature, across, down);
    const rows = new Float64Array(HIGHEST * look_SIDE);
    for (let y = 0; y < look_SIDE; y++) {
        for (let k = 0; k < HIGHEST; k++) {
            let value = 0;
            for (let x = 0; x < look_SIDE; x++)
                value += levels[y * look_SIDE + x] * across[k * look_SIDE + x];
            rows[k * look_SIDE + y] = value;
        }
    }
    const signs = new Uint8Array(LOOK_BYTES);
    const sure = new Uint8Array(LOOK_BYTES);
    for (const [bit, { k, l }] of FREQUENCIES.entries()) {
        let value = 0;
        for (let y = 0; y < look_SIDE; y++)
            value += rows[k * look_SIDE + y] * down[l * look_SIDE + y];
        if (value > 0)
            signs[bit >> 3] |= 1 << (bit & 7);
        if (Math.abs(value) > NOISE)
            sure[bit >> 3] |= 1 << (bit & 7);
    }
    return { signs, sure };
}
/**
 * Levels about the part's mean, those that lie far from the median brought nearer to it: else a single bright or dark spot
 * decides all signs, and two pictures with one in the same corner look alike.
 */
function compressed(miniature, across, down) {
    // Row 0 of the cosines holds the share of every pixel that lies in the part.
    const share = (i) => across[i % look_SIDE] * down[Math.floor(i / look_SIDE)];
    const counts = new Float64Array(256);
    for (let i = 0; i < miniature.length; i++)
        counts[miniature[i]] += share(i);
    const median = middleOf(counts);
    const deviations = new Float64Array(256);
    for (let level = 0; level < 256; level++)
        deviations[Math.abs(level - median)] += counts[level];
    const limit = FAR * Math.max(1, middleOf(deviations));
    const levels = new Float64Array(miniature.length);
    let [sum, weight] = [0, 0];
    for (let i = 0; i < levels.length; i++) {
        levels[i] = Math.max(-limit, Math.min(limit, miniature[i] - median));
        sum += share(i) * levels[i];
        weight += share(i);
    }
    const mean = sum / weight;
    return levels.map((level) => level - mean);
}
/** Deviations from the median that are kept, in median absolute deviations. */
const FAR = 2;
/** The value that half of the weight lies below. */
function middleOf(counts) {
    let left = counts.reduce((sum, count) => sum + count, 0) / 2;
    let value = 0;
    while (value < 255 && left > counts[value])
        left -= counts[value++];
    return value;
}
/** cos(π k t) at each pixel's middle, t from 0 to 1 across the part, times the share of the pixel that lies in it. */
function cosines(from, to) {
    const [start, end] = [from * look_SIDE, (1 - to) * look_SIDE];
    const out = new Float64Array(HIGHEST * look_SIDE);
    for (let x = 0; x < look_SIDE; x++) {
        const [low, high] = [Math.max(x, start), Math.min(x + 1, end)];
        if (high <= low)
            continue;
        const t = ((low + high) / 2 - start) / (end - start);
        for (let k = 0; k < HIGHEST; k++)
            out[k * look_SIDE + x] = (high - low) * Math.cos(Math.PI * k * t);
    }
    return out;
}
/** Cuts of each side that a register's entry is prepared for: none, a fortieth, a twentieth. */
const STEPS = [0, 0.025, 0.05];
/** The signs of a picture and of its crops by up to a twentieth a side: 81, the whole one first. */
function looksOf(miniature) {
    return STEPS.flatMap((left) => STEPS.flatMap((right) => STEPS.flatMap((top) => STEPS.map((bottom) => lookOf(miniature, { left, right, top, bottom }).signs))));
}

;// CONCATENATED MODULE: ./lib/src/vision/pixels/miniature.js



const miniature_SIDE = 64;
/** The upright picture in grey, stretched to 64 × 64: 4 096 bytes, rows from the top. */
function miniature(pixels, orientation) {
    return orient(resample_resample(grey_toGrey(pixels), miniature_SIDE, miniature_SIDE, 'bicubic'), orientation).data;
}

;// CONCATENATED MODULE: ./lib/src/vision/child/look.js





/**
 * SHA-256 of the upright pixels, then the look of the picture, signs and sureness; with `crops` the signs of it and of its crops.
 * Nothing when it cannot be decoded.
 */
async function looks(sharp, bytes, limitPixels, crops) {
    const decoded = await decode(sharp, bytes, limitPixels).catch(() => undefined);
    if (!decoded)
        return undefined;
    const { pixels, header } = decoded;
    const small = miniature(pixels, header.orientation);
    const own = crops ? looksOf(small) : Object.values(lookOf(small));
    return Buffer.concat([digestOf(orient(pixels, header.orientation)), ...own]);
}
/** Grey pictures and those of equal colours have one digest. */
function digestOf({ width, height, channels, data }) {
    const hash = (0,external_node_crypto_namespaceObject.createHash)('sha256').update(`${width} ${height} `);
    if (channels === 3)
        return hash.update(data).digest();
    const colours = new Uint8Array(3 * data.length);
    for (let i = 0; i < data.length; i++)
        colours.fill(data[i], 3 * i, 3 * i + 3);
    return hash.update(colours).digest();
}

;// CONCATENATED MODULE: ./lib/src/vision/pixels/hog.js
/**
 * Histograms of oriented gradients (Dalal and Triggs 2005) of a grey picture of 64 × 64 pixels, as scikit-image's `hog` computes
 * them: 9 orientations of unsigned gradients, cells of 16 × 16 pixels, blocks of 2 × 2 cells, norm L2-Hys.
 */
const side = 64;
const orientations = 9;
const cell = 16;
const cells = side / cell;
const block = 2;
const blocks = cells - block + 1;
/** Values of one picture: 3 × 3 blocks of 2 × 2 cells of 9 orientations. */
const hogLength = blocks * blocks * block * block * orientations;
/**
 * The histograms of every block, blocks and cells by rows, each value in [0, 1].
 *
 * Gradients are central differences, 0 on the border. A pixel's magnitude goes whole to the orientation that its direction lies in,
 * [20·k, 20·(k + 1)) degrees. A block is divided by its Euclidean norm, cut at 0.2 and divided again.
 *
 * @param grey - 64 × 64 values from 0 to 255, rows from the top
 */
function histogramsOfGradients(grey) {
    const histograms = cellHistograms(grey);
    const out = new Float32Array(hogLength);
    const own = new Float64Array(block * block * orientations);
    let at = 0;
    for (let row = 0; row < blocks; row++) {
        for (let column = 0; column < blocks; column++) {
            for (let down = 0; down < block; down++) {
                const from = ((row + down) * cells + column) * orientations;
                own.set(histograms.subarray(from, from + block * orientations), down * block * orientations);
            }
            normalise(own);
            for (let i = 0; i < own.length; i++)
                own[i] = Math.min(own[i], 0.2);
            normalise(own);
            out.set(own, at);
            at += own.length;
        }
    }
    return out;
}
/** Mean magnitude by orientation of each cell. */
function cellHistograms(grey) {
    const histograms = new Float64Array(cells * cells * orientations);
    for (let y = 0; y < side; y++) {
        for (let x = 0; x < side; x++) {
            const at = y * side + x;
            const across = x > 0 && x < side - 1 ? grey[at + 1] - grey[at - 1] : 0;
            const down = y > 0 && y < side - 1 ? grey[at + side] - grey[at - side] : 0;
            if (across === 0 && down === 0)
                continue;
            const degrees = (Math.atan2(down, across) * (180 / Math.PI) + 180) % 180;
            const orientation = Math.min(Math.floor(degrees / (180 / orientations)), orientations - 1);
            const own = Math.floor(y / cell) * cells + Math.floor(x / cell);
            histograms[own * orientations + orientation] += Math.hypot(across, down);
        }
    }
    return histograms.map((sum) => sum / (cell * cell));
}
function normalise(values) {
    let squares = 1e-10;
    for (const value of values)
        squares += value * value;
    const norm = Math.sqrt(squares);
    for (let i = 0; i < values.length; i++)
        values[i] /= norm;
}

;// CONCATENATED MODULE: ./lib/src/vision/child/thumbnail.js





const thumbnail_QUALITY = 78;
const FEATURE_SIDE = 16;
const COLOURS = FEATURE_SIDE * FEATURE_SIDE * 3;
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
            .webp({ quality: thumbnail_QUALITY })
            .toBuffer({ resolveWithObject: true });
        return { webp: data, width: info.width, height: info.height };
    }
    catch {
        return { webp: undefined, width: 0, height: 0 };
    }
}
/**
 * Of the upright picture, 0–1: the colours of 16 × 16 pixels, rows from the top, then the gradients of 64 × 64 grey ones; nothing
 * when it cannot be decoded.
 */
async function features(sharp, bytes, limitPixels) {
    const decoded = await decode(sharp, bytes, limitPixels).catch(() => undefined);
    if (!decoded)
        return undefined;
    const { pixels, header } = decoded;
    const small = resample_resample(orient(pixels, header.orientation), FEATURE_SIDE, FEATURE_SIDE, 'box');
    const { channels } = small;
    const values = new Float32Array(COLOURS + hogLength);
    for (let i = 0; i < COLOURS; i++) {
        const pixel = Math.floor(i / 3) * channels;
        values[i] = small.data[pixel + (channels === 1 ? 0 : i % 3)] / 255;
    }
    values.set(histogramsOfGradients(miniature(pixels, header.orientation)), COLOURS);
    return values;
}
/** The upright picture in grey, stretched to 64 × 64; nothing when it cannot be decoded. */
async function miniatureOf(sharp, bytes, limitPixels) {
    const decoded = await decode(sharp, bytes, limitPixels).catch(() => undefined);
    return decoded && miniature(decoded.pixels, decoded.header.orientation);
}

;// CONCATENATED MODULE: ./lib/src/score/restoration/picture.js

/**
 * Throws unless two pictures can be compared value by value.
 *
 * @throws {Fault} broken: they differ in size or channels
 * @throws {RangeError} `dataRange` is not positive
 */
function checkComparable(first, second, dataRange) {
    if (!(dataRange > 0)) {
        throw new RangeError(`Expected a positive number for \`dataRange\` but received ${dataRange}. Pass the difference of white and black, such as 255 or 1.`);
    }
    const [own, other] = [first, second].map(({ width, height, channels }) => `${width} × ${height} × ${channels}`);
    if (own !== other || first.data.length !== second.data.length) {
        throw new Fault('broken', `Expected a picture of ${own} (width, height, channels) but received ${other}. Compare pictures of one size.`);
    }
}

;// CONCATENATED MODULE: ./lib/src/score/restoration/psnr.js

/**
 * Peak signal-to-noise ratio, 10·log₁₀(range² / mean squared error) over all pixels and channels, in dB; infinite for
 * equal pictures. scikit-image's `peak_signal_noise_ratio`.
 *
 * @param dataRange - difference of the largest and smallest possible value, such as 255
 * @throws {Fault} broken: the pictures differ in size or channels
 */
function psnr(first, second, dataRange) {
    checkComparable(first, second, dataRange);
    const [own, other] = [first.data, second.data];
    let squares = 0;
    for (let at = 0; at < own.length; at++)
        squares += (own[at] - other[at]) ** 2;
    return 10 * Math.log10((dataRange * dataRange * own.length) / squares);
}

;// CONCATENATED MODULE: ./lib/src/score/restoration/ssim.js


const windows = {
    gaussian: { taps: gaussianTaps(1.5, 5), scale: 1 },
    uniform: { taps: new Float64Array(7).fill(1 / 7), scale: 49 / 48 },
};
/**
 * Mean structural similarity (Wang et al. 2004, K₁ = 0.01, K₂ = 0.03) over all windows that lie inside the picture,
 * averaged over channels, in [−1, 1]; 1 for equal pictures. scikit-image's `structural_similarity`.
 *
 * @throws {Fault} broken: the pictures differ in size or channels, or are smaller than the window
 */
function ssim(first, second, { dataRange, window = 'gaussian' }) {
    checkComparable(first, second, dataRange);
    const { taps } = windows[window];
    const { width, height, channels } = first;
    if (width < taps.length || height < taps.length) {
        throw new Fault('broken', `Expected a picture of at least ${taps.length} × ${taps.length} pixels but received ${width} × ${height}. Leave pictures out that are too small to compare by structure.`);
    }
    let total = 0;
    for (let channel = 0; channel < channels; channel++) {
        total += channelSimilarity(first, second, channel, dataRange, windows[window]);
    }
    return total / channels;
}
/**
 * One pass down the picture. Each row's products are filtered along the row and kept, in a ring, while a window still
 * reaches them. Only the sum of both variances is needed, so that there are four values a pixel: x, y, x² + y² and x·y.
 */
function channelSimilarity(first, second, channel, dataRange, { taps, scale }) {
    const { width, height } = first;
    const size = taps.length;
    const stride = 4 * (width - size + 1);
    const products = new Float64Array(4 * width);
    const ring = new Float64Array(size * stride);
    const offsets = new Int32Array(size);
    const constants = { luminance: (0.01 * dataRange) ** 2, contrast: (0.03 * dataRange) ** 2, scale };
    let total = 0;
    for (let y = 0; y < height; y++) {
        rowProducts(first, second, channel, y, products);
        filterRow(products, taps, ring.subarray((y % size) * stride, ((y % size) + 1) * stride));
        if (y < size - 1)
            continue;
        for (let tap = 0; tap < size; tap++)
            offsets[tap] = ((y + 1 + tap) % size) * stride;
        total += rowSimilarity(ring, offsets, taps, constants);
    }
    return (4 * total) / (stride * (height - size + 1));
}
/** x, y, x² + y² and x·y of each pixel of a row. */
function rowProducts(first, second, channel, y, into) {
    const { width, channels } = first;
    let from = y * width * channels + channel;
    for (let at = 0; at < into.length; at += 4, from += channels) {
        const own = first.data[from];
        const other = second.data[from];
        into[at] = own;
        into[at + 1] = other;
        into[at + 2] = own * own + other * other;
        into[at + 3] = own * other;
    }
}
/** Weighted sums of four interleaved rows of values, of windows that lie inside the row. */
function filterRow(row, taps, into) {
    const half = (taps.length - 1) / 2;
    for (let at = 0; at < into.length; at += 4) {
        const middle = at + 4 * half;
        let a = taps[half] * row[middle];
        let b = taps[half] * row[middle + 1];
        let c = taps[half] * row[middle + 2];
        let d = taps[half] * row[middle + 3];
        for (let tap = 0, left = at, right = at + 8 * half; tap < half; tap++, left += 4, right -= 4) {
            const weight = taps[tap];
            a += weight * (row[left] + row[right]);
            b += weight * (row[left + 1] + row[right + 1]);
            c += weight * (row[left + 2] + row[right + 2]);
            d += weight * (row[left + 3] + row[right + 3]);
        }
        into[at] = a;
        into[at + 1] = b;
        into[at + 2] = c;
        into[at + 3] = d;
    }
}
/**
 * Sum of the similarities of one row of windows.
 *
 * @param ring - filtered rows, four values a pixel
 * @param offsets - where in `ring` the rows of the windows start, from the top
 */
function rowSimilarity(ring, offsets, taps, { luminance, contrast, scale }) {
    const last = taps.length - 1;
    const half = last / 2;
    const stride = ring.length / taps.length;
    let total = 0;
    for (let at = 0; at < stride; at += 4) {
        const middle = offsets[half] + at;
        let x = taps[half] * ring[middle];
        let y = taps[half] * ring[middle + 1];
        let squares = taps[half] * ring[middle + 2];
        let product = taps[half] * ring[middle + 3];
        for (let tap = 0; tap < half; tap++) {
            const weight = taps[tap];
            const upper = offsets[tap] + at;
            const lower = offsets[last - tap] + at;
            x += weight * (ring[upper] + ring[lower]);
            y += weight * (ring[upper + 1] + ring[lower + 1]);
            squares += weight * (ring[upper + 2] + ring[lower + 2]);
            product += weight * (ring[upper + 3] + ring[lower + 3]);
        }
        const means = x * y;
        const energy = x * x + y * y;
        const covariance = scale * (product - means);
        const variances = scale * (squares - energy);
        total += ((2 * means + luminance) * (2 * covariance + contrast)) / ((energy + luminance) * (variances + contrast));
    }
    return total;
}
function gaussianTaps(sigma, radius) {
    const taps = Float64Array.from({ length: 2 * radius + 1 }, (_, at) => Math.exp(-0.5 * ((at - radius) / sigma) ** 2));
    const sum = taps.reduce((total, tap) => total + tap, 0);
    return taps.map((tap) => tap / sum);
}

;// CONCATENATED MODULE: ./lib/src/vision/child/restored.js




/**
 * How like a model's picture is to the one that it should have made: PSNR in dB, and SSIM with a Gaussian window, both of values
 * from 0 to 1.
 *
 * @param isReversed - the model's channels are blue, green, red
 * @returns a reason where the two cannot be compared
 */
function likeness(made, target, isReversed) {
    if (!target)
        return { error: 'it has no target' };
    const picture = { ...made, data: isReversed ? reversed(made.data, made.channels) : made.data };
    const wanted = { ...target, data: valuesOf(target, made.channels), channels: made.channels };
    try {
        return { psnr: psnr(picture, wanted, 1), ssim: ssim(picture, wanted, { dataRange: 1 }) };
    }
    catch (error) {
        if (error instanceof Fault)
            return { error: error.message };
        throw error;
    }
}
function valuesOf(target, channels) {
    const { data, channels: own } = channels === 1 ? grey_toGrey(target) : target;
    const values = new Float32Array((data.length / own) * channels);
    for (let i = 0; i < values.length; i++)
        values[i] = data[own === channels ? i : Math.floor(i / channels)] / 255;
    return values;
}
function reversed(data, channels) {
    if (channels === 1)
        return data;
    const turned = new Float32Array(data.length);
    for (let i = 0; i < data.length; i += 3)
        turned.set([data[i + 2], data[i + 1], data[i]], i);
    return turned;
}

;// CONCATENATED MODULE: ./lib/src/vision/child/untouched.js




/**
 * How like a picture is, as it came, to the one that a model should make of it: PSNR in dB and SSIM. Where the other is of another
 * size, it is resized by bicubic interpolation as Pillow does.
 *
 * @returns nothing when either cannot be decoded, or when they are too small to be compared
 */
async function likenessUntouched(sharp, bytes, target, limitPixels) {
    const decoded = await Promise.all([bytes, target].map((own) => decode(sharp, own, limitPixels))).catch(() => null);
    if (!decoded)
        return undefined;
    const [picture, wanted] = decoded.map(untouched_uprightOf);
    const { width, height } = wanted;
    const isOfSize = picture.width === width && picture.height === height;
    const resized = isOfSize ? picture : resample_resample(picture, width, height, 'bicubic');
    const channels = Math.max(resized.channels, wanted.channels);
    const data = Float32Array.from({ length: width * height * channels }, (_, at) => {
        const from = resized.channels === channels ? at : Math.floor(at / channels);
        return resized.data[from] / 255;
    });
    const found = likeness({ width, height, channels, data }, wanted, false);
    return 'error' in found ? undefined : Float64Array.of(found.psnr, found.ssim);
}
const untouched_uprightOf = ({ pixels, header }) => orient(pixels, header.orientation);

;// CONCATENATED MODULE: ./lib/src/vision/child/decoder-task.js









/** The tasks that need pixels and no model. */
function decoderTask(start, { answer, fail }) {
    const sharp = loadDecoder(start.nativesRoot);
    const { limitPixels } = start;
    const turns = turnsOf(sharedTurns());
    async function work(id, bytes, targetAt = bytes.length) {
        switch (start.task) {
            case 'describe':
                return answer({ type: 'description', id, ...(await describeImage(turns, sharp, bytes, limitPixels)) });
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
            case 'tensors': {
                const made = await tensorsOf(bytes, start.preprocessings);
                const body = Buffer.concat(made.map(({ values }) => new Uint8Array(values.buffer)));
                return answer({ type: 'tensors', id, dims: made.map(({ dims }) => dims) }, body);
            }
            case 'untouched': {
                const values = await likenessUntouched(sharp, bytes.subarray(0, targetAt), bytes.subarray(targetAt), limitPixels);
                return answer({ type: 'likeness', id }, values && new Uint8Array(values.buffer));
            }
            case 'looks':
                return answer({ type: 'looks', id }, await looks(sharp, bytes, limitPixels, start.crops));
        }
    }
    /** None where the picture cannot be decoded. */
    async function tensorsOf(bytes, preprocessings) {
        let decoded;
        try {
            decoded = await decodeInTurn(turns, sharp, bytes, limitPixels);
        }
        catch {
            return [];
        }
        const { pixels, header } = decoded;
        return preprocessings.map((preprocessing) => {
            const shape = tensorShape(preprocessing, uprightSize(decoded, preprocessing));
            const values = new Float32Array(shape.channels * shape.height * shape.width);
            preprocess(pixels, header.orientation, preprocessing, values);
            return { dims: imageDims(shape, preprocessing.layout), values };
        });
    }
    return { image: (id, bytes, targetAt) => void work(id, bytes, targetAt).catch(fail), flush() { } };
}

;// CONCATENATED MODULE: ./lib/src/vision/child/identity.js
/** One Identity node from a float vector `x` to `y` (opset 17): the least that a runtime can be asked to open. */
const identity = Buffer.from('CAg6RAoQCgF4EgF5IghJZGVudGl0eRIIaWRlbnRpdHlaEgoBeBINCgsIARIHCgUSA2FueWISCgF5Eg0KCwgBEgcKBRIDYW55QgQKABAR', 'base64');

;// CONCATENATED MODULE: ./lib/src/vision/child/idle.js

/** Wakes the runtime: what its first session costs, whatever the model, is over afterwards. */
async function idle(runtime) {
    const session = await runtime.InferenceSession.create(identity, { logSeverityLevel: 3 });
    await session.run({ x: new runtime.Tensor('float32', Float32Array.of(0), [1]) });
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




const HELD_MS = 1000;
const KB_PER_MB = 1024;
const BYTES_PER_MB = 1024 * 1024;
/** Opens and runs a model once and tells how far that lifted the process above an idle runtime, at its highest. */
async function measureMemory(start, answer) {
    const runtime = loadRuntime(start.nativesRoot);
    await idle(runtime);
    const before = process.memoryUsage.rss() / BYTES_PER_MB;
    const session = await openSession(runtime, start.job, start.threads.run);
    await run(session, start.job, stimulus(runtime, start.job));
    // The sampler of the GPU must see what the session holds.
    if (start.job.provider !== 'cpu')
        await new Promise((resolve) => setTimeout(resolve, HELD_MS));
    answer({ type: 'memory', peakMb: Math.max(0, process.resourceUsage().maxRSS / KB_PER_MB - before) });
}

;// CONCATENATED MODULE: ./lib/src/vision/child/model-lane.js



/** Opens the model in a thread of its own; ready when the thread is. */
async function openLane(options, { running, result, fail }) {
    const { door, nativesRoot, threads, job, preprocessings, asked } = options;
    const batching = batchingOf(job, preprocessings);
    const thread = {
        role: 'run',
        nativesRoot,
        threads,
        job,
        batch: batching.size,
        asked,
        variants: preprocessings,
    };
    const runner = new external_node_worker_threads_namespaceObject.Worker(door, { workerData: thread });
    let waiting = [];
    const byId = new Map();
    const inRun = [];
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
            inRun.shift().forEach(({ id, row }, index) => {
                result(id, row && 'error' in row ? row : message.results[index]);
            });
        });
    });
    return {
        expect(id) {
            const image = { id };
            waiting.push(image);
            byId.set(id, image);
        },
        decoded(id, row) {
            const image = byId.get(id);
            byId.delete(id);
            image.row = row;
        },
        send(partial) {
            while (waiting.length >= batching.images || (partial && waiting.length > 0)) {
                const batch = waiting.slice(0, batching.images);
                if (batch.some(({ row }) => row === undefined))
                    return;
                waiting = waiting.slice(batching.images);
                const rows = batch.map(({ row }) => (row && 'tensors' in row ? row : null));
                inRun.push(batch);
                running();
                const transfer = rows.flatMap((row) => row?.tensors.map(({ values }) => values) ?? []);
                runner.postMessage({ rows }, transfer);
                for (const image of batch)
                    if (image.row && 'tensors' in image.row)
                        image.row = undefined;
            }
        },
    };
}

;// CONCATENATED MODULE: ./lib/src/vision/child/model-task.js






/** Images of a probe that share a run, and the bytes of all their tensors. */
const MOST_PROBED = 16;
const PROBED_BYTES = 2 ** 27;
/** Images that a decoding thread has before a further one is started: one in the decoder, one in the arithmetic. */
const IN_HAND = 2;
/**
 * Asks models of images with decoding overlapped with inference: threads decode and preprocess, one thread runs each
 * model. Every image is decoded once, however many models are asked.
 */
async function modelTask(start, doors, { answer, fail }) {
    const { nativesRoot, limitPixels, threads } = start;
    const plans = plansOf(start);
    loadDecoder(nativesRoot);
    const turns = sharedTurns();
    const pending = new Map();
    const decoders = [];
    let arrived = 0;
    let flushed = 0;
    function settle(id, lane, result) {
        const image = pending.get(id);
        image.results[lane] = result;
        image.missing -= 1;
        if (image.missing > 0)
            return;
        pending.delete(id);
        reply(id, image.results);
    }
    function reply(id, results) {
        const refused = results.find((result) => result !== null && 'error' in result);
        const parts = refused ? [] : results.flatMap((result) => (Array.isArray(result) ? result : []));
        const body = parts.length === 1 ? parts[0] : Buffer.concat(parts);
        answer({ type: 'prediction', id, error: refused?.error ?? null, lengths: parts.map(({ length }) => length) }, body);
    }
    const lanes = await Promise.all(plans.map(({ job, variants }, index) => openLane({
        door: doors.run,
        nativesRoot,
        threads: threads.run,
        job,
        preprocessings: variants.map(({ preprocessing }) => preprocessing),
        asked: start.task === 'probe' ? 'variants' : 'model',
    }, {
        running: () => answer({ type: 'running' }),
        result: (id, result) => settle(id, index, result),
        fail,
    })));
    function startDecoder() {
        const pixelsThread = { role: 'pixels', nativesRoot, limitPixels, turns, plans };
        const decoder = { thread: new external_node_worker_threads_namespaceObject.Worker(doors.pixels, { workerData: pixelsThread }), inHand: 0 };
        decoder.thread.on('error', fail);
        decoder.thread.on('message', (message) => {
            if ('fault' in message)
                return fail(new Fault(message.fault.kind, message.fault.message));
            decoder.inHand--;
            lanes.forEach((lane, index) => {
                lane.decoded(message.id, 'rows' in message ? message.rows[index] : { error: message.error });
                lane.send(flushed === arrived);
            });
        });
        decoders.push(decoder);
        return decoder;
    }
    /** The least busy thread; a further one once all have enough in hand. */
    function freeDecoder() {
        const least = decoders.toSorted((a, b) => a.inHand - b.inHand)[0];
        return least && (least.inHand < IN_HAND || decoders.length >= threads.pixels) ? least : startDecoder();
    }
    return {
        image(id, bytes, targetAt) {
            pending.set(id, { results: plans.map(() => null), missing: plans.length });
            for (const lane of lanes)
                lane.expect(id);
            arrived++;
            const decoder = freeDecoder();
            decoder.inHand++;
            const target = targetAt === undefined ? null : bytes.slice(targetAt);
            const picture = targetAt === undefined ? bytes : bytes.slice(0, targetAt);
            const request = { id, bytes: picture, target };
            decoder.thread.postMessage(request, [
                picture.buffer,
                ...(target ? [target.buffer] : []),
            ]);
        },
        flush() {
            flushed = arrived;
            for (const lane of lanes)
                lane.send(true);
        },
    };
}
function plansOf(start) {
    if (start.task === 'predict')
        return start.jobs.map((job) => ({ job, variants: [{ preprocessing: job.preprocessing }] }));
    const { variants } = start;
    const job = { ...start.job, batch: Math.min(start.job.batch, probeBatch(variants)) };
    return [{ job, variants }];
}
/** Images of a probe that share a run, each with a tensor for every variant. */
function probeBatch(variants) {
    const bytes = variants.reduce((sum, { preprocessing }) => {
        const { channels, height, width } = fixedShape(preprocessing) ?? { channels: 3, height: 1024, width: 1024 };
        return sum + channels * height * width * Float32Array.BYTES_PER_ELEMENT;
    }, 0);
    return Math.max(1, Math.min(MOST_PROBED, Math.floor(PROBED_BYTES / bytes)));
}

;// CONCATENATED MODULE: ./lib/src/vision/child/pace-task.js






const WARM_UP = 2;
const LEAST_RUNS = 5;
const INFERENCE_MS = 1000;
/**
 * Measures both halves of an evaluation by themselves, on the same images: decoding and preprocessing by all threads, then
 * runs of the model on a batch that lies ready. Images are held until all are there; each is then answered with the figures.
 */
async function paceTask(start, doors, { answer, fail }) {
    loadDecoder(start.nativesRoot);
    const held = [];
    async function measure() {
        const { images, seconds } = await decodeAll(start, doors, held);
        const answered = await inferencePace(start);
        for (const { id } of held) {
            answer({ type: 'paced', id, images, decoded: images / seconds, answered, threads: start.threads.pixels });
        }
    }
    return {
        image: (id, bytes) => void held.push({ id, bytes }),
        flush: () => void measure().catch(fail),
    };
}
/** Seconds in which all images are decoded and preprocessed, by threads that are already there, and how many can be. */
async function decodeAll({ nativesRoot, limitPixels, threads, job }, doors, held) {
    const plans = [{ job, variants: [{ preprocessing: job.preprocessing }] }];
    const data = { role: 'pixels', nativesRoot, limitPixels, turns: sharedTurns(), plans };
    const workers = Array.from({ length: threads.pixels }, () => new external_node_worker_threads_namespaceObject.Worker(doors.pixels, { workerData: data }));
    try {
        // A first image each, untimed: the thread starts, and its code is compiled.
        const first = held.slice(0, 1);
        await Promise.all(workers.map((worker) => decodeBy([worker], first)));
        const began = performance.now();
        const images = await decodeBy(workers, held);
        return { images, seconds: (performance.now() - began) / 1000 };
    }
    finally {
        await Promise.all(workers.map((worker) => worker.terminate()));
    }
}
function decodeBy(workers, images) {
    const { promise, resolve, reject } = Promise.withResolvers();
    let decoded = 0;
    let open = images.length;
    const hear = (message) => {
        if ('fault' in message)
            return reject(new Fault(message.fault.kind, message.fault.message));
        if ('rows' in message)
            decoded += 1;
        open -= 1;
        if (open === 0)
            resolve(decoded);
    };
    for (const worker of workers) {
        worker.removeAllListeners('message');
        worker.on('message', hear);
        worker.once('error', reject);
    }
    images.forEach(({ id, bytes }, index) => {
        workers[index % workers.length].postMessage({ id, bytes: bytes.slice(), target: null });
    });
    return promise;
}
/** Images a second of a model whose batch lies ready, by the median run. */
async function inferencePace({ nativesRoot, threads, job }) {
    const runtime = loadRuntime(nativesRoot);
    const session = await openSession(runtime, job, threads.run);
    const tensor = stimulus(runtime, job);
    for (let i = 0; i < WARM_UP; i++)
        await run(session, job, tensor);
    const times = [];
    const began = performance.now();
    while (times.length < LEAST_RUNS || performance.now() - began < INFERENCE_MS) {
        const start = performance.now();
        await run(session, job, tensor);
        times.push(performance.now() - start);
    }
    const median = times.toSorted((a, b) => a - b)[times.length >> 1];
    return (1000 * batchingOf(job, [job.preprocessing]).size) / median;
}

;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");
;// CONCATENATED MODULE: external "node:fs/promises"
const promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");
;// CONCATENATED MODULE: external "node:readline"
const external_node_readline_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:readline");
;// CONCATENATED MODULE: ./lib/src/vision/child/profile.js
/** Names that onnxruntime gives its providers. */
const registered = {
    CPUExecutionProvider: 'cpu',
    CUDAExecutionProvider: 'cuda',
    TensorrtExecutionProvider: 'tensorrt',
    WebGpuExecutionProvider: 'webgpu',
    DmlExecutionProvider: 'dml',
    CoreMLExecutionProvider: 'coreml',
};
const KERNEL = '_kernel_time","args" : ';
const EVENT_ENDS = /\},?\s*$/;
const COPIES = /^Memcpy(?:FromHost|ToHost)?$/;
/**
 * Reads a profile as onnxruntime writes it: one event a line, a node's run named `<node>_kernel_time`. Nodes' names are
 * written as the model has them, with quotes and newlines: the file need not be JSON. Only what follows the last
 * `_kernel_time` of a line is the runtime's own, so that no name can hide a node. A node of a loop counts once, with the
 * time of all its runs.
 *
 * @param lines - the file, line by line
 * @param provider - the one that the session was asked for: `cuda`
 * @throws Error for an event that is not as the runtime writes it
 */
async function readProfile(lines, provider) {
    const seen = new Map();
    const copies = new Set();
    let milliseconds = 0;
    for await (const line of lines) {
        const at = line.lastIndexOf(KERNEL);
        if (at < 0)
            continue;
        const args = argsOf(line.slice(at + KERNEL.length));
        const key = `${line.slice(line.lastIndexOf('"name" :'), at)} ${args.node_index} ${args.op_name} ${args.provider}`;
        const time = durationOf(line.slice(0, at));
        milliseconds += time;
        if (COPIES.test(args.op_name)) {
            copies.add(key);
            continue;
        }
        const bytes = Number(args.activation_size) + Number(args.output_size);
        const node = seen.get(key);
        if (node) {
            node.milliseconds += time;
            node.bytes = Math.max(node.bytes, bytes);
        }
        else {
            const where = registered[args.provider] ?? args.provider;
            seen.set(key, { operator: args.op_name, provider: where, bytes, milliseconds: time });
        }
    }
    return {
        nodes: seen.size,
        milliseconds,
        strays: [...seen.values()].filter((node) => node.provider !== provider),
        copies: copies.size,
    };
}
function argsOf(text) {
    let args;
    try {
        args = JSON.parse(text.replace(EVENT_ENDS, ''));
    }
    catch {
        throw new Error('Expected a profile of onnxruntime but one of its events cannot be read.');
    }
    const { op_name, provider, node_index = '', activation_size = '0', output_size = '0' } = args;
    if (typeof op_name !== 'string' || typeof provider !== 'string') {
        throw new Error('Expected a profile that names the operator and the provider of each node but one names neither.');
    }
    return {
        op_name,
        provider,
        node_index: String(node_index),
        activation_size: String(activation_size),
        output_size: String(output_size),
    };
}
/** Milliseconds of an event, by what the runtime writes before the name; 0 where a name cut that off. */
function durationOf(start) {
    const microseconds = /"dur" :(\d+)/.exec(start)?.[1];
    return microseconds === undefined ? 0 : Number(microseconds) / 1000;
}

;// CONCATENATED MODULE: ./lib/src/vision/child/placement-task.js










const nothingRan = { nodes: 0, milliseconds: 0, strays: [], copies: 0 };
/** Tells whether the provider can be had, and where it puts the model's nodes: one run, profiled by the runtime itself. */
async function placeNodes(start, answer) {
    const runtime = loadRuntime(start.nativesRoot);
    const offered = runtime.listSupportedBackends().flatMap(({ name, bundled }) => (bundled ? [name] : []));
    const missing = await missingReason(runtime, start.job, start.threads.run);
    const placed = missing === null ? await profile(runtime, start.job, start.threads.run, start.folder) : nothingRan;
    answer({ type: 'placed', missing, offered, ...placed });
}
/** Why not even the smallest model opens on the provider; the CPU is no substitute here. */
async function missingReason(runtime, job, threads) {
    const options = sessionOptions(job, threads);
    const session = { ...options.extra?.session, disable_cpu_ep_fallback: '1' };
    const strict = job.provider === 'cpu' ? options : { ...options, extra: { session } };
    try {
        const opened = await runtime.InferenceSession.create(identity, strict);
        await opened.run({ x: new runtime.Tensor('float32', Float32Array.of(0), [1]) });
        await opened.release();
        return null;
    }
    catch (error) {
        return session_reasonOf(error);
    }
}
async function profile(runtime, job, threads, folder) {
    const own = await (0,promises_namespaceObject.mkdtemp)((0,external_node_path_namespaceObject.join)(folder, 'profile-'));
    try {
        const profiled = { enableProfiling: true, profileFilePrefix: (0,external_node_path_namespaceObject.join)(own, 'run') };
        const session = await openSession(runtime, job, threads, profiled);
        await run(session, job, stimulus(runtime, job));
        endProfiling(session);
        const [file] = await (0,promises_namespaceObject.readdir)(own);
        if (file === undefined) {
            throw new Fault('unavailable', 'Expected a profile of the run but the runtime wrote none. Check that there is room for temporary files.');
        }
        return await readProfile((0,external_node_readline_namespaceObject.createInterface)({ input: (0,external_node_fs_namespaceObject.createReadStream)((0,external_node_path_namespaceObject.join)(own, file)) }), job.provider);
    }
    finally {
        await (0,promises_namespaceObject.rm)(own, { recursive: true, force: true });
    }
}
/** The public class forwards this; its type leaves it out. */
function endProfiling(session) {
    session.endProfiling();
}

;// CONCATENATED MODULE: external "node:os"
const external_node_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");
;// CONCATENATED MODULE: ./lib/src/vision/child/stopwatch.js

/**
 * A stopwatch for this thread. Linux counts how long a thread waited for a core (`schedstat`); elsewhere nothing is
 * taken off.
 */
function stopwatch() {
    const waited = waitCounter();
    return () => {
        const began = performance.now();
        const before = waited();
        return () => {
            const wait = waited() - before;
            return performance.now() - began - wait;
        };
    };
}
const NANOSECONDS_PER_MS = 1e6;
/** Milliseconds that this thread has waited for a core so far. */
function waitCounter() {
    try {
        const file = (0,external_node_fs_namespaceObject.openSync)('/proc/thread-self/schedstat', 'r');
        const text = Buffer.alloc(128);
        return () => {
            const length = (0,external_node_fs_namespaceObject.readSync)(file, text, 0, text.length, 0);
            return Number(text.toString('latin1', 0, length).split(' ')[1]) / NANOSECONDS_PER_MS;
        };
    }
    catch {
        return () => 0;
    }
}

;// CONCATENATED MODULE: ./lib/src/vision/child/timing-task.js







const SESSIONS = 3;
/**
 * Times two models in one fresh process: a session of each is opened (the second one first when `swapped`), then another
 * one of the first model; after a warm-up in turns they run in the order asked. Each run is timed where it happens,
 * without the pipe.
 */
async function timeSessions(start, answer) {
    const runtime = loadRuntime(start.nativesRoot);
    await idle(runtime);
    // A core is left to the rest of the machine: a run that waits for a thread of its own to get one times the neighbours.
    const threads = Math.max(1, Math.min(start.threads.run, (0,external_node_os_namespaceObject.availableParallelism)() - 1));
    const watch = stopwatch();
    const jobs = [start.first, start.second, start.first];
    const tensors = jobs.map((job) => stimulus(runtime, job));
    const cold = [];
    const runs = [];
    for (const i of start.swapped ? [1, 0, 2] : [0, 1, 2]) {
        const stop = watch();
        const session = await openSession(runtime, jobs[i], threads);
        await run(session, jobs[i], tensors[i]);
        cold[i] = stop();
        runs[i] = async () => {
            const end = watch();
            await run(session, jobs[i], tensors[i]);
            return end();
        };
    }
    for (let i = 0; i < start.warmUp; i++) {
        for (const once of runs)
            await once();
    }
    const times = Array.from({ length: SESSIONS }, () => []);
    for (const round of start.order) {
        for (const i of round)
            times[i].push(await runs[i]());
    }
    const all = Float64Array.from(times.flat());
    if (all.some((time) => !(time > 0))) {
        throw new Fault('unavailable', 'Expected times above 0 ms but the clock stood still. Raise the batch of the target.');
    }
    const device = deviceName(start.first.provider, threads);
    answer({ type: 'timed', device, cold: [cold[0], cold[1]] }, new Uint8Array(all.buffer));
}
function deviceName(provider, threads) {
    const [cpu] = (0,external_node_os_namespaceObject.cpus)();
    const host = `${cpu?.model.trim() ?? 'unknown processor'} × ${(0,external_node_os_namespaceObject.cpus)().length}`;
    return provider === 'cpu'
        ? `${host}, ${threads === 1 ? '1 thread' : `${threads} threads`}`
        : `${provider} beside ${host}`;
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

;// CONCATENATED MODULE: ./lib/src/vision/child/weights-task.js


/** Bytes read at a time: a multiple of every element's width, and little enough to stay in the processor's cache. */
const PIECE = 2 ** 18;
const HASH_DIGITS = 32;
/** Below it nothing is left of a product with any activation. */
const NOTHING = 1e-30;
async function readWeights(start, answer) {
    if (start.wanted === 'hashes')
        answer({ type: 'hashes', hashes: hashTensors(start.tensors) });
    else
        answer({ type: 'surveys', surveys: surveyTensors(start.tensors) });
}
/** The first 128 bits of each tensor's SHA-256, as hex. */
function hashTensors(tensors) {
    return readTensors(tensors, (_, pieces) => {
        const hash = (0,external_node_crypto_namespaceObject.createHash)('sha256');
        for (const piece of pieces)
            hash.update(piece);
        return hash.digest('hex').slice(0, HASH_DIGITS);
    });
}
/** What each tensor of floating-point numbers holds; zeros alone are told of no other. */
function surveyTensors(tensors) {
    return readTensors(tensors, (tensor, pieces) => {
        const width = widths[tensor.type] ?? 1;
        const values = (tensor.end - tensor.start) / width;
        return surveyOf(pieces, tensor.type, values, values / tensor.filters);
    });
}
const widths = { double: 8, float: 4, float16: 2, bfloat16: 2 };
/** @param size values of a filter */
function surveyOf(pieces, type, values, size) {
    const survey = { values, zeros: 0, deadFilters: 0, notFinite: 0 };
    let left = size;
    let alive = 0;
    for (const piece of pieces) {
        const numbers = numbersOf(piece, type);
        for (let i = 0; i < numbers.length; i++) {
            const value = numbers[i];
            if (value < NOTHING && value > -NOTHING)
                survey.zeros++;
            else {
                alive++;
                if (value - value !== 0)
                    survey.notFinite++;
            }
            if (--left > 0)
                continue;
            if (alive === 0 && size > 1)
                survey.deadFilters++;
            left = size;
            alive = 0;
        }
    }
    return survey;
}
function numbersOf({ buffer, byteOffset, byteLength }, type) {
    if (type === 'float')
        return new Float32Array(buffer, byteOffset, byteLength >> 2);
    if (type === 'double')
        return new Float64Array(buffer, byteOffset, byteLength >> 3);
    if (type === 'float16')
        return new Float16Array(buffer, byteOffset, byteLength >> 1);
    if (type !== 'bfloat16')
        return new Uint8Array(buffer, byteOffset, byteLength);
    const halves = new Uint16Array(buffer, byteOffset, byteLength >> 1);
    const floats = new Float32Array(halves.length);
    const bits = new Uint32Array(floats.buffer);
    for (let i = 0; i < halves.length; i++)
        bits[i] = halves[i] << 16;
    return floats;
}
/** Opens each file once; the pieces of a tensor are valid until the next is asked for. */
function readTensors(tensors, read) {
    const descriptors = new Map();
    const window = new Uint8Array(PIECE);
    const open = (file) => {
        const descriptor = descriptors.get(file) ?? (0,external_node_fs_namespaceObject.openSync)(file, 'r');
        descriptors.set(file, descriptor);
        return descriptor;
    };
    try {
        return tensors.map((tensor) => read(tensor, pieces(open(tensor.file), tensor, window)));
    }
    finally {
        for (const descriptor of descriptors.values())
            (0,external_node_fs_namespaceObject.closeSync)(descriptor);
    }
}
function* pieces(descriptor, { file, start, end }, window) {
    for (let offset = start; offset < end;) {
        const wanted = Math.min(PIECE, end - offset);
        let filled = 0;
        while (filled < wanted) {
            const read = (0,external_node_fs_namespaceObject.readSync)(descriptor, window, filled, wanted - filled, offset + filled);
            if (read === 0)
                throw new Error(`${file} ends at byte ${offset + filled}, before the tensor that lies up to ${end}`);
            filled += read;
        }
        yield window.subarray(0, wanted);
        offset += wanted;
    }
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
                task.then((begun) => (head.type === 'image' ? begun.image(head.id, body, head.targetAt) : begun.flush()), () => { });
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
        case 'tensors':
        case 'untouched':
        case 'looks':
            return decoderTask(start, channel);
        case 'predict':
        case 'probe':
            return modelTask(start, doors, channel);
        case 'compare':
            return compareTask(start, channel);
        case 'pace':
            return paceTask(start, doors, channel);
        case 'time':
            return once(timeSessions(start, channel.answer));
        case 'memory':
            return once(measureMemory(start, channel.answer));
        case 'weights':
            return once(readWeights(start, channel.answer));
        case 'place':
            return once(placeNodes(start, channel.answer));
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

;// CONCATENATED MODULE: ./lib/src/vision/answers.js
const version = 1;
const hasMasks = 1;
const isHard = 2;
const headBytes = 4;
/** The answer as bytes; `decodeAnswer` is the way back. */
function encodeAnswer(answer) {
    switch (answer.task) {
        case 'classification':
        case 'multilabel':
            return joined([headOf(answer.hard ? isHard : 0), answers_bytesOf(answer.probabilities)]);
        case 'detection':
        case 'instance-segmentation':
            return encodeObjects(answer.objects);
        case 'segmentation': {
            const { width, height, map } = answer;
            return joined([headOf(0), answers_bytesOf(Int32Array.of(width, height)), runsOfMap(map)]);
        }
        case 'restoration':
            return joined([headOf(0), answers_bytesOf(Float64Array.of(answer.psnr, answer.ssim))]);
    }
}
/**
 * @param bytes - what `encodeAnswer` made of an answer of this task
 * @throws {RangeError} when they are of another version or cut short
 */
function decodeAnswer(task, bytes) {
    if (bytes.length < headBytes || bytes[0] !== version) {
        throw new RangeError(`Expected an answer of version ${version} but received ${bytes[0]}. Ask the model again.`);
    }
    const [, flags] = bytes;
    const rest = bytes.slice(headBytes);
    switch (task) {
        case 'classification':
        case 'multilabel':
            return { task, probabilities: new Float32Array(rest.buffer), ...(flags & isHard && { hard: true }) };
        case 'detection':
        case 'instance-segmentation':
            return { task, objects: decodeObjects(rest, (flags & hasMasks) !== 0) };
        case 'segmentation': {
            const [width, height] = new Int32Array(rest.buffer, 0, 2);
            return { task, width, height, map: mapOfRuns(rest.subarray(8), width * height) };
        }
        case 'restoration': {
            const [psnr, ssim] = new Float64Array(rest.buffer, 0, 2);
            return { task, psnr, ssim };
        }
    }
}
function encodeObjects({ boxes, scores, categories, masks }) {
    const columns = [answers_bytesOf(Int32Array.of(scores.length)), answers_bytesOf(boxes), answers_bytesOf(scores), answers_bytesOf(categories)];
    if (masks === null)
        return joined([headOf(0), ...columns]);
    const integers = masks.flatMap(({ width, height, counts }) => [width, height, counts.length, ...counts]);
    return joined([headOf(hasMasks), ...columns, varints(integers)]);
}
function decodeObjects(bytes, withMasks) {
    const { buffer } = bytes;
    const [n] = new Int32Array(buffer, 0, 1);
    const boxes = new Float32Array(buffer, 4, 4 * n);
    const scores = new Float32Array(buffer, 4 + 16 * n, n);
    const categories = new Int32Array(buffer, 4 + 20 * n, n);
    if (!withMasks)
        return { boxes, scores, categories, masks: null };
    const next = integersOf(bytes.subarray(4 + 24 * n));
    const masks = Array.from({ length: n }, () => {
        const [width, height, count] = [next(), next(), next()];
        return { width, height, counts: Uint32Array.from({ length: count }, next) };
    });
    return { boxes, scores, categories, masks };
}
/** Value and length of each run of equal values. */
function runsOfMap(map) {
    const integers = [];
    for (let at = 0; at < map.length;) {
        const value = map[at];
        let end = at + 1;
        while (end < map.length && map[end] === value)
            end++;
        integers.push(value, end - at);
        at = end;
    }
    return varints(integers);
}
function mapOfRuns(bytes, pixels) {
    const wide = new Uint16Array(pixels);
    const next = integersOf(bytes);
    let highest = 0;
    for (let at = 0; at < pixels;) {
        const [value, length] = [next(), next()];
        wide.fill(value, at, at + length);
        highest = Math.max(highest, value);
        at += length;
    }
    return highest < 256 ? Uint8Array.from(wide) : wide;
}
function varints(values) {
    const bytes = new Uint8Array(values.length * 5);
    let length = 0;
    for (const value of values) {
        let rest = value;
        while (rest >= 0x80) {
            bytes[length++] = (rest & 0x7f) | 0x80;
            rest = Math.floor(rest / 0x80);
        }
        bytes[length++] = rest;
    }
    return bytes.subarray(0, length);
}
/** Reads one integer after the other. */
function integersOf(bytes) {
    let at = 0;
    return () => {
        let value = 0;
        for (let scale = 1;; scale *= 0x80) {
            if (at >= bytes.length) {
                throw new RangeError('Expected more of an answer but its bytes end. Ask the model again.');
            }
            const byte = bytes[at++];
            value += (byte & 0x7f) * scale;
            if (byte < 0x80)
                return value;
        }
    };
}
function headOf(flags) {
    return Uint8Array.of(version, flags, 0, 0);
}
function answers_bytesOf({ buffer, byteOffset, byteLength }) {
    return new Uint8Array(buffer, byteOffset, byteLength);
}
function joined(parts) {
    const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const part of parts) {
        bytes.set(part, at);
        at += part.length;
    }
    return bytes;
}

;// CONCATENATED MODULE: ./lib/src/vision/heads/geometry.js

/** @param picture - size in pixels of the picture as its preprocessing turns it */
function geometryOf(preprocessing, picture) {
    const { width, height } = picture;
    const { resized, window, left, top, canvas } = placementOf(preprocessing, { width, height });
    return {
        canvas,
        picture: { width, height },
        scaleX: resized.width / width,
        scaleY: resized.height / height,
        left: left - window.left,
        top: top - window.top,
    };
}

;// CONCATENATED MODULE: ./lib/src/vision/heads/output.js

/** Throws where a score or a side of a box is not a finite number: such a detection must not vanish in silence. */
function refuseNonFinite({ name }, value, what = 'scores') {
    if (Number.isFinite(value))
        return;
    throw new Fault('broken', `Expected finite ${what} in output \`${name}\` but received ${value}. Check the weights and the precision of the model.`);
}
/** The shapes of outputs in words: `output0 [1, 84, 8400]`. */
function shapesOf(outputs) {
    return outputs.map(({ name, dims }) => `\`${name}\` [${dims.join(', ')}]`).join(', ');
}

;// CONCATENATED MODULE: ./lib/src/vision/heads/objects.js

/** Candidates of which more are looked at; Ultralytics' `max_nms`. */
const mostCandidates = 30_000;
/** Collects candidates without knowing how many there will be; refuses a box that is not finite. */
class Collector {
    output;
    corners = new Float64Array(4 * 256);
    scores = new Float64Array(256);
    categories = new Int32Array(256);
    sources = new Int32Array(256);
    count = 0;
    /** @param output - the one that has the boxes */
    constructor(output) {
        this.output = output;
    }
    add(score, category, source, left, top, right, bottom) {
        for (const side of [left, top, right, bottom])
            refuseNonFinite(this.output, side, 'boxes');
        if (this.count === this.scores.length)
            this.grow();
        const at = this.count++;
        this.scores[at] = score;
        this.categories[at] = category;
        this.sources[at] = source;
        this.corners[4 * at] = left;
        this.corners[4 * at + 1] = top;
        this.corners[4 * at + 2] = right;
        this.corners[4 * at + 3] = bottom;
    }
    candidates() {
        const { corners, scores, categories, sources, count } = this;
        return { corners, scores, categories, sources, count };
    }
    grow() {
        const longer = (values) => {
            const copy = new values.constructor(2 * values.length);
            copy.set(values);
            return copy;
        };
        this.corners = longer(this.corners);
        this.scores = longer(this.scores);
        this.categories = longer(this.categories);
        this.sources = longer(this.sources);
    }
}
/**
 * The best of the candidates, the most certain first (the earlier one where scores are equal).
 *
 * @param overlap - IoU above which one gives way to a better one of its class, as torchvision's `batched_nms`; `null` where
 *   the model leaves no duplicates
 * @returns indices of candidates, at most `most`
 */
function bestOf(candidates, overlap, most) {
    const { scores, categories, corners, count } = candidates;
    const order = Array.from({ length: count }, (_, index) => index).sort((a, b) => scores[b] - scores[a] || a - b);
    if (overlap === null)
        return order.slice(0, most);
    const kept = [];
    const keptOfClass = new Map();
    for (const index of order.slice(0, mostCandidates)) {
        if (kept.length === most)
            break;
        const own = keptOfClass.get(categories[index]);
        if (own?.some((other) => iou(corners, index, other) > overlap))
            continue;
        kept.push(index);
        if (own)
            own.push(index);
        else
            keptOfClass.set(categories[index], [index]);
    }
    return kept;
}
function iou(corners, a, b) {
    const [i, j] = [4 * a, 4 * b];
    const width = Math.min(corners[i + 2], corners[j + 2]) - Math.max(corners[i], corners[j]);
    const height = Math.min(corners[i + 3], corners[j + 3]) - Math.max(corners[i + 1], corners[j + 1]);
    if (width <= 0 || height <= 0)
        return 0;
    const both = width * height;
    const area = (at) => (corners[at + 2] - corners[at]) * (corners[at + 3] - corners[at + 1]);
    return both / (area(i) + area(j) - both);
}
/** The best candidates as boxes of the picture, clipped to it; what lies outside it is left out. */
function objectsOf(candidates, { overlap, most }, geometry, leavesDuplicates) {
    const { picture, scaleX, scaleY, left, top } = geometry;
    const { corners, scores, categories, sources } = candidates;
    const x = (value) => Math.min(Math.max((value - left) / scaleX, 0), picture.width);
    const y = (value) => Math.min(Math.max((value - top) / scaleY, 0), picture.height);
    const best = bestOf(candidates, leavesDuplicates ? overlap : null, most);
    const kept = best.filter((index) => {
        const at = 4 * index;
        return x(corners[at + 2]) > x(corners[at]) && y(corners[at + 3]) > y(corners[at + 1]);
    });
    const boxes = new Float32Array(4 * kept.length);
    kept.forEach((index, row) => {
        const at = 4 * index;
        boxes[4 * row] = x(corners[at]);
        boxes[4 * row + 1] = y(corners[at + 1]);
        boxes[4 * row + 2] = x(corners[at + 2]) - x(corners[at]);
        boxes[4 * row + 3] = y(corners[at + 3]) - y(corners[at + 1]);
    });
    return {
        objects: {
            boxes,
            scores: Float32Array.from(kept, (index) => scores[index]),
            categories: Int32Array.from(kept, (index) => categories[index]),
            masks: null,
        },
        sources: Int32Array.from(kept, (index) => sources[index]),
    };
}

;// CONCATENATED MODULE: ./lib/src/vision/heads/detr.js


/** The pair of outputs that have as many rows: classes, and four values each. Several pairs are a head of several scales. */
function queriesOf({ classes }, outputs, batch) {
    const tables = outputs.filter(({ dims }) => dims.length === 3 && dims[0] === batch);
    const pairs = tables
        .filter(({ dims }) => dims[2] === 4)
        .flatMap((boxes) => tables
        .filter((other) => other !== boxes && other.dims[1] === boxes.dims[1] && isLogits(other, boxes, classes))
        .map((logits) => ({ logits, boxes, queries: boxes.dims[1], values: logits.dims[2] })));
    return pairs.length === 1 ? pairs[0] : null;
}
function isLogits({ dims, name }, boxes, classes) {
    if (dims[2] !== classes && dims[2] !== classes + 1)
        return false;
    return dims[2] !== 4 || (/box/i.test(boxes.name) && !/box/i.test(name));
}
/**
 * DETR and its kin: relative centre and size of each query. With a "no object" class the best other one after the softmax is
 * answered (DETR); without it each class has a sigmoid of its own, and every one that suffices is answered (RT-DETR, Deformable).
 */
const detr = {
    expects: ({ classes }) => `n × queries × ${classes} (or ${classes + 1}) class logits and n × queries × 4 relative centres and sizes`,
    fit(job, outputs, batch) {
        if (job.task !== 'detection' || !queriesOf(job, outputs, batch))
            return null;
        return (own, row, size, geometry) => {
            const { logits, boxes, queries, values } = queriesOf(job, own, size);
            const collector = new Collector(boxes);
            const { width, height } = geometry.canvas;
            const collect = values > job.classes ? collectBest : collectEach;
            // Their own post-processing keeps as many as there are queries, of whichever query.
            const most = Math.min(job.detection.most, queries);
            for (let query = 0; query < queries; query++) {
                const at = 4 * (row * queries + query);
                const [x, y, w, h] = [boxes.data[at], boxes.data[at + 1], boxes.data[at + 2] / 2, boxes.data[at + 3] / 2];
                collect(job, logits, (row * queries + query) * values, (score, category) => {
                    collector.add(score, category, query, (x - w) * width, (y - h) * height, (x + w) * width, (y + h) * height);
                });
            }
            return {
                task: 'detection',
                objects: objectsOf(collector.candidates(), { ...job.detection, most }, geometry, false).objects,
            };
        };
    },
};
const collectBest = ({ classes, detection }, logits, start, add) => {
    const { data } = logits;
    let highest = Number.NEGATIVE_INFINITY;
    for (let c = 0; c <= classes; c++) {
        refuseNonFinite(logits, data[start + c]);
        highest = Math.max(highest, data[start + c]);
    }
    let sum = 0;
    let best = 0;
    for (let c = 0; c <= classes; c++) {
        sum += Math.exp(data[start + c] - highest);
        if (c < classes && data[start + c] > data[start + best])
            best = c;
    }
    const score = Math.exp(data[start + best] - highest) / sum;
    if (score >= detection.score)
        add(score, best);
};
const collectEach = ({ classes, detection }, logits, start, add) => {
    for (let c = 0; c < classes; c++) {
        const logit = logits.data[start + c];
        refuseNonFinite(logits, logit);
        const score = 1 / (1 + Math.exp(-logit));
        if (score >= detection.score)
            add(score, c);
    }
};

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

;// CONCATENATED MODULE: ./lib/src/vision/heads/labels.js
/** Class scores of the whole picture: one answer for classification, one for each label where there are several. */



/** Class scores before or after the softmax, or the sigmoid where a picture may have several labels. */
const labels = (kind) => ({
    expects: ({ classes }) => `n × ${classes}`,
    fit: ({ task }) => (task === 'multilabel' ? readEach(kind) : readOne(kind)),
});
/** What an output holds, judged by the rows of one batch that are filled. */
function kindOf({ task }, scores, rows, batch) {
    if (task === 'classification')
        return recogniseKind(scores, rows, batch);
    const count = rows * classCount(scores, batch);
    for (let i = 0; i < count; i++)
        if (!(scores.data[i] >= 0 && scores.data[i] <= 1))
            return 'logits';
    return 'probabilities';
}
function readOne(kind) {
    return ([scores], row, batch) => ({
        task: 'classification',
        probabilities: probabilitiesOf(scores, row, batch, kind),
    });
}
function readEach(kind) {
    return ([scores], row, batch) => {
        const classes = classCount(scores, batch);
        const probabilities = Float32Array.from({ length: classes }, (_, c) => {
            const value = scores.data[row * classes + c];
            refuseNonFinite(scores, value);
            if (kind === 'logits')
                return 1 / (1 + Math.exp(-value));
            if (value >= 0 && value <= 1)
                return value;
            throw new Fault('broken', `Expected probabilities from 0 to 1 in output \`${scores.name}\` but received ${value}. Set \`output\` to logits.`);
        });
        return { task: 'multilabel', probabilities };
    };
}

;// CONCATENATED MODULE: ./lib/src/vision/heads/masks.js
/** The one output that can be prototypes. */
function prototypesOf(outputs, batch) {
    const found = outputs.filter(({ dims }) => dims.length === 4 && dims[0] === batch);
    if (found.length !== 1)
        return null;
    const [{ dims, data }] = found;
    return { count: dims[1], height: dims[2], width: dims[3], data };
}
/**
 * The mask of an object of Ultralytics' segmentation models: the weighed prototypes, interpolated to the picture, above 0, within
 * its box (`process_mask_native`).
 *
 * @param box - left, top, width and height in pixels of the picture
 */
function maskOfPrototypes({ count, height, width, data }, row, coefficients, box, geometry) {
    const { canvas, scaleX, scaleY, left, top } = geometry;
    const logits = new Float32Array(width * height);
    const start = row * count * width * height;
    for (let c = 0; c < count; c++) {
        const weight = coefficients[c];
        const from = start + c * logits.length;
        for (let i = 0; i < logits.length; i++)
            logits[i] += weight * data[from + i];
    }
    // Where the centre of each pixel of the picture lies on the prototypes' grid.
    const across = (x) => (((x + 0.5) * scaleX + left) * width) / canvas.width - 0.5;
    const down = (y) => (((y + 0.5) * scaleY + top) * height) / canvas.height - 0.5;
    return maskInBox(box, geometry, (x, y) => sampled(logits, width, height, across(x), down(y)) > 0);
}
/**
 * The mask of an object of torchvision's Mask R-CNN, above one half: either as large as the canvas, or of the box alone
 * (`paste_masks_in_image`, whose border of one pixel is 0).
 *
 * @param onCanvas - left, top, right and bottom of the object's box on the canvas
 */
function maskOfShares(shares, size, onCanvas, box, geometry) {
    const { canvas, scaleX, scaleY, left, top } = geometry;
    const { width, height } = size;
    const isWhole = width === canvas.width && height === canvas.height;
    const [x0, y0] = isWhole ? [0, 0] : [onCanvas[0], onCanvas[1]];
    const [x1, y1] = isWhole ? [canvas.width, canvas.height] : [onCanvas[2], onCanvas[3]];
    const across = (x) => (((x + 0.5) * scaleX + left - x0) * width) / (x1 - x0) - 0.5;
    const down = (y) => (((y + 0.5) * scaleY + top - y0) * height) / (y1 - y0) - 0.5;
    const sample = isWhole ? sampled : sampledOverZero;
    return maskInBox(box, geometry, (x, y) => sample(shares, width, height, across(x), down(y)) > 0.5);
}
/** Run lengths of what `isObject` says of the picture's pixels within a box; all others are background. */
function maskInBox(box, { picture }, isObject) {
    const { width, height } = picture;
    const [fromX, fromY] = [Math.max(0, Math.floor(box[0])), Math.max(0, Math.floor(box[1]))];
    const toX = Math.min(width, Math.ceil(box[0] + box[2]));
    const toY = Math.min(height, Math.ceil(box[1] + box[3]));
    const counts = [];
    let end = 0;
    let last = 0;
    // `at` runs down the columns; a run ends where the value turns.
    const turn = (at) => {
        counts.push(at - end);
        end = at;
        last = 1 - last;
    };
    for (let x = fromX; x < toX; x++) {
        for (let y = fromY; y < toY; y++) {
            const value = isObject(x, y) ? 1 : 0;
            if (value !== last)
                turn(x * height + y);
        }
        // It goes on at the head of the next column only where the box is as high as the picture.
        const goesOn = fromY === 0 && toY === height && x + 1 < toX;
        if (last === 1 && !goesOn)
            turn(x * height + toY);
    }
    if (end < width * height)
        counts.push(width * height - end);
    return { width, height, counts: Uint32Array.from(counts) };
}
/** Bilinear, the edge repeated beyond it (`align_corners=False`). */
function sampled(values, width, height, x, y) {
    const [u, v] = [Math.min(Math.max(x, 0), width - 1), Math.min(Math.max(y, 0), height - 1)];
    const [left, top] = [Math.floor(u), Math.floor(v)];
    const right = Math.min(left + 1, width - 1);
    const bottom = Math.min(top + 1, height - 1);
    const above = values[top * width + left] * (1 - (u - left)) + values[top * width + right] * (u - left);
    const below = values[bottom * width + left] * (1 - (u - left)) + values[bottom * width + right] * (u - left);
    return above * (1 - (v - top)) + below * (v - top);
}
/** Bilinear, zeros beyond the edge. */
function sampledOverZero(values, width, height, x, y) {
    const [left, top] = [Math.floor(x), Math.floor(y)];
    const at = (column, line) => column < 0 || line < 0 || column >= width || line >= height ? 0 : values[line * width + column];
    const above = at(left, top) * (1 - (x - left)) + at(left + 1, top) * (x - left);
    const below = at(left, top + 1) * (1 - (x - left)) + at(left + 1, top + 1) * (x - left);
    return above * (1 - (y - top)) + below * (y - top);
}

;// CONCATENATED MODULE: ./lib/src/vision/heads/lists.js




/** m × 4 boxes in pixels of the canvas, m labels of which 0 is the background, m scores; for instances m × 1 × h × w masks. */
function listsOf(outputs) {
    const boxes = outputs.find(({ dims }) => dims.length === 2 && dims[1] === 4);
    if (!boxes)
        return null;
    const columns = outputs.filter(({ dims }) => dims.length === 1 && dims[0] === boxes.dims[0]);
    const labels = columns.find(({ isInteger }) => isInteger);
    const scores = columns.find(({ isInteger }) => !isInteger);
    const masks = outputs.find(({ dims }) => dims.length === 4 && dims[0] === boxes.dims[0] && dims[1] === 1) ?? null;
    return labels && scores ? { boxes, labels, scores, masks } : null;
}
const torchvision = {
    expects: ({ task }) => `objects × 4 boxes, as many integer labels and scores${task === 'instance-segmentation' ? ', and objects × 1 × height × width masks' : ''}, of one picture`,
    fit(job, outputs, batch) {
        const found = listsOf(outputs);
        if (batch !== 1 || !found || (job.task === 'instance-segmentation' && !found.masks))
            return null;
        return (own, _row, _batch, geometry) => {
            const { boxes, labels, scores, masks } = listsOf(own);
            const collector = new Collector(boxes);
            for (let row = 0; row < labels.data.length; row++) {
                const score = scores.data[row];
                refuseNonFinite(scores, score);
                const category = withoutBackground(job, labels, labels.data[row]);
                const [left, top, right, bottom] = [0, 1, 2, 3].map((corner) => boxes.data[4 * row + corner]);
                if (score >= job.detection.score)
                    collector.add(score, category, row, left, top, right, bottom);
            }
            const { objects, sources } = objectsOf(collector.candidates(), job.detection, geometry, false);
            if (job.task !== 'instance-segmentation')
                return { task: 'detection', objects };
            const { dims, data } = masks;
            const size = { height: dims[2], width: dims[3] };
            const length = size.width * size.height;
            const cut = [...sources].map((row, index) => {
                const shares = Array.prototype.slice.call(data, row * length, (row + 1) * length);
                const onCanvas = [0, 1, 2, 3].map((corner) => boxes.data[4 * row + corner]);
                return maskOfShares(shares, size, onCanvas, objects.boxes.subarray(4 * index, 4 * index + 4), geometry);
            });
            return { task: 'instance-segmentation', objects: { ...objects, masks: cut } };
        };
    },
};
/** n × m × 4 relative top, left, bottom, right; n × m classes from 1 on; n × m scores; and how many of the m are meant. */
function paddedOf(outputs, batch) {
    const isCount = ({ name, dims }) => /num/i.test(name) && dims.length <= 2 && size(dims) === batch;
    const counts = outputs.find(isCount) ?? null;
    for (const boxes of outputs) {
        if (boxes.dims.length !== 3 || boxes.dims[0] !== batch || boxes.dims[2] !== 4)
            continue;
        const columns = outputs.filter(({ dims }) => dims.length === 2 && dims[0] === batch && dims[1] === boxes.dims[1]);
        const classes = columns.find(({ name }) => /class/i.test(name) && !/score/i.test(name));
        const scores = columns.find(({ name }) => /score/i.test(name));
        if (classes && scores)
            return { boxes, classes, scores, counts };
    }
    return null;
}
const size = (dims) => dims.reduce((a, b) => a * b, 1);
const ssd = {
    expects: () => 'n × objects × 4 relative boxes (top, left, bottom, right), n × objects classes and scores with these words in their names',
    fit(job, outputs, batch) {
        if (job.task !== 'detection' || !paddedOf(outputs, batch))
            return null;
        return (own, row, all, geometry) => {
            const { boxes, classes, scores, counts } = paddedOf(own, all);
            const most = boxes.dims[1];
            const count = Math.min(most, counts ? counts.data[row] : most);
            const { width, height } = geometry.canvas;
            const collector = new Collector(boxes);
            for (let at = row * most; at < row * most + count; at++) {
                const score = scores.data[at];
                refuseNonFinite(scores, score);
                if (score < job.detection.score)
                    continue;
                const [top, left, bottom, right] = [0, 1, 2, 3].map((side) => boxes.data[4 * at + side]);
                const category = withoutBackground(job, classes, classes.data[at]);
                collector.add(score, category, at, left * width, top * height, right * width, bottom * height);
            }
            return {
                task: 'detection',
                objects: objectsOf(collector.candidates(), job.detection, geometry, false).objects,
            };
        };
    },
};
/** Labels count the background as 0; the policy's list of labels does not name it. */
function withoutBackground({ classes }, { name }, label) {
    if (Number.isInteger(label) && label >= 1 && label <= classes)
        return label - 1;
    throw new Fault('broken', `Expected labels from 1 (0 is the background) to ${classes} in output \`${name}\` but received ${label}. Give \`labels\` one name for each class that the model answers, without the background.`);
}

;// CONCATENATED MODULE: ./lib/src/vision/heads/picture.js

function shapeOf(outputs, batch) {
    const isColour = (channels) => channels === 1 || channels === 3;
    for (const output of outputs) {
        if (output.dims.length !== 4 || output.dims[0] !== batch)
            continue;
        const [, a, b, c] = output.dims;
        if (isColour(a))
            return { output, channels: a, height: b, width: c, isChannelsLast: false };
        if (isColour(c))
            return { output, channels: c, height: a, width: b, isChannelsLast: true };
    }
    return null;
}
/** A picture of one or three channels; values beyond black and white are clipped. */
const picture_image = {
    expects: () => 'n × channels × height × width (or channels last) with 1 or 3 channels',
    fit(job, outputs, batch) {
        if (!shapeOf(outputs, batch))
            return null;
        return (own, row, size) => ({ task: 'restoration', picture: pictureOf(job, shapeOf(own, size), row) });
    },
};
function pictureOf({ white }, { output, channels, height, width, isChannelsLast }, row) {
    const area = height * width;
    const start = row * channels * area;
    const picture = { width, height, channels, data: new Float32Array(channels * area) };
    for (let pixel = 0, to = 0; pixel < area; pixel++) {
        for (let c = 0; c < channels; c++, to++) {
            const value = output.data[isChannelsLast ? start + to : start + c * area + pixel];
            refuseNonFinite(output, value);
            picture.data[to] = Math.min(Math.max(value / white, 0), 1);
        }
    }
    return picture;
}

;// CONCATENATED MODULE: ./lib/src/vision/heads/pixels.js
/** Heads of semantic segmentation: logits of each class and pixel, or the class itself. */


/** n × k × h × w or n × h × w × k; one channel stands for two classes. */
function logitsOf({ classes }, outputs, batch) {
    const isChannels = (channels) => channels === classes || (classes === 2 && channels === 1);
    for (const output of outputs) {
        const { dims, isInteger } = output;
        if (dims.length !== 4 || dims[0] !== batch || isInteger)
            continue;
        const [, a, b, c] = dims;
        if (isChannels(a))
            return { output, channels: a, height: b, width: c, step: 1, channelStep: b * c };
        if (isChannels(c))
            return { output, channels: c, height: a, width: b, step: c, channelStep: 1 };
    }
    return null;
}
/** n × h × w, or that with one channel before or behind. */
function mapOf({ classes }, outputs, batch) {
    for (const output of outputs) {
        const [n, ...sides] = output.dims;
        if (sides.length === 3)
            sides.splice(sides.indexOf(1), sides.includes(1) ? 1 : 0);
        if (n !== batch || sides.length !== 2)
            continue;
        const [height, width] = sides;
        if (output.isInteger || areClasses(output.data, classes)) {
            return { output, channels: 1, height, width, step: 1, channelStep: height * width };
        }
    }
    return null;
}
function areClasses(data, classes) {
    for (let i = 0; i < data.length; i++) {
        if (!Number.isInteger(data[i]) || data[i] < 0 || data[i] >= classes)
            return false;
    }
    return true;
}
const pixelLogits = {
    expects: ({ classes }) => `n × ${classes} × height × width${classes === 2 ? ' (or one channel)' : ''}`,
    fit(job, outputs, batch) {
        if (!logitsOf(job, outputs, batch))
            return null;
        return (own, row, size, geometry) => {
            const grid = logitsOf(job, own, size);
            const start = row * grid.channels * grid.height * grid.width;
            const end = start + grid.channels * grid.height * grid.width;
            for (let i = start; i < end; i++)
                refuseNonFinite(grid.output, grid.output.data[i]);
            return grid.channels === 1 ? binaryMap(grid, start, end, geometry) : likeliestMap(grid, start, geometry);
        };
    },
};
const classMap = {
    expects: () => 'n × height × width (or n × 1 × height × width) class indices',
    fit(job, outputs, batch) {
        if (!mapOf(job, outputs, batch))
            return null;
        return (own, row, size, geometry) => {
            const { output, height, width } = givenMap(job, own, size);
            const start = row * height * width;
            const answer = emptyMap(geometry, job.classes);
            const columns = nearestColumns(geometry, width);
            for (let y = 0, at = 0; y < answer.height; y++) {
                const line = start + pixels_nearest(geometry.scaleY, geometry.top, geometry.canvas.height, height, y) * width;
                for (let x = 0; x < answer.width; x++, at++) {
                    const value = output.data[line + columns[x]];
                    if (!(Number.isInteger(value) && value >= 0 && value < job.classes))
                        throw noClass(output, value, job);
                    answer.map[at] = value;
                }
            }
            return answer;
        };
    },
};
/** The map of a later batch, whatever its values are: those that are no class are said by name. */
function givenMap(job, outputs, batch) {
    const found = mapOf(job, outputs, batch);
    if (found)
        return found;
    const anyway = mapOf(job, outputs.map((output) => ({ ...output, isInteger: true })), batch);
    return anyway;
}
function noClass({ name }, value, { classes }) {
    return new Fault('broken', `Expected class indices from 0 to ${classes - 1} in output \`${name}\` but received ${value}. Give \`labels\` one name for each class that the model answers.`);
}
function emptyMap({ picture }, classes) {
    const { width, height } = picture;
    const map = classes > 256 ? new Uint16Array(width * height) : new Uint8Array(width * height);
    return { task: 'segmentation', width, height, map };
}
/** Row or column of the grid whose cell holds the centre of a pixel of the picture. */
function pixels_nearest(scale, offset, canvas, cells, pixel) {
    const at = Math.floor((((pixel + 0.5) * scale + offset) * cells) / canvas);
    return Math.min(Math.max(at, 0), cells - 1);
}
function nearestColumns({ picture, scaleX, left, canvas }, width) {
    return Int32Array.from({ length: picture.width }, (_, x) => pixels_nearest(scaleX, left, canvas.width, width, x));
}
/** The two cells about the centre of each pixel and the weight of the second (`align_corners=False`). */
function weightsOf(scale, offset, canvas, cells, pixels) {
    const first = new Int32Array(pixels);
    const second = new Int32Array(pixels);
    const weight = new Float32Array(pixels);
    for (let pixel = 0; pixel < pixels; pixel++) {
        const at = (((pixel + 0.5) * scale + offset) * cells) / canvas - 0.5;
        const clamped = Math.min(Math.max(at, 0), cells - 1);
        first[pixel] = Math.floor(clamped);
        second[pixel] = Math.min(first[pixel] + 1, cells - 1);
        weight[pixel] = clamped - first[pixel];
    }
    return { first, second, weight };
}
/** The class with the highest logit after bilinear interpolation to the picture; the lower index on ties. */
function likeliestMap(grid, start, geometry) {
    const { output, channels, height, width, step, channelStep } = grid;
    const { picture, scaleX, scaleY, left, top, canvas } = geometry;
    const answer = emptyMap(geometry, channels);
    const across = weightsOf(scaleX, left, canvas.width, width, picture.width);
    const down = weightsOf(scaleY, top, canvas.height, height, picture.height);
    const line = new Float32Array(width);
    const best = new Float32Array(picture.width);
    for (let y = 0; y < picture.height; y++) {
        const [above, below, share] = [down.first[y] * width * step, down.second[y] * width * step, down.weight[y]];
        const at = y * picture.width;
        for (let c = 0; c < channels; c++) {
            const from = start + c * channelStep;
            for (let x = 0; x < width; x++) {
                const upper = output.data[from + above + x * step];
                line[x] = upper + (output.data[from + below + x * step] - upper) * share;
            }
            for (let x = 0; x < picture.width; x++) {
                const value = line[across.first[x]];
                const logit = value + (line[across.second[x]] - value) * across.weight[x];
                if (c === 0 || logit > best[x]) {
                    best[x] = logit;
                    answer.map[at + x] = c;
                }
            }
        }
    }
    return answer;
}
/** One channel: class 1 above a logit of 0, or above one half where all of the picture's values are shares. */
function binaryMap(grid, start, end, geometry) {
    const { data } = grid.output;
    let isShare = true;
    for (let i = start; i < end && isShare; i++)
        isShare = data[i] >= 0 && data[i] <= 1;
    const level = isShare ? 0.5 : 0;
    const length = end - start;
    const pair = new Float32Array(2 * length).fill(level, 0, length);
    for (let i = 0; i < length; i++)
        pair[length + i] = data[start + i];
    const output = { ...grid.output, data: pair };
    return likeliestMap({ ...grid, output, channels: 2, step: 1, channelStep: length }, 0, geometry);
}

;// CONCATENATED MODULE: ./lib/src/vision/heads/tables.js
/** What rows of numbers tell of themselves: n × rows × values, of which the first four are a box. */


const tablesOf = (outputs, batch) => outputs.filter(({ dims }) => dims.length === 3 && dims[0] === batch);
/** The table whose rows have `values` values. */
function tableOf(outputs, batch, values) {
    return tablesOf(outputs, batch).find(({ dims }) => dims[2] === values) ?? null;
}
/** Whether the last two of the first six values of every row are a score and a class: what others would hardly be by chance. */
function nameClasses({ dims, data }, classes) {
    for (let at = 0; at < data.length; at += dims[2]) {
        const [score, category] = [data[at + 4], data[at + 5]];
        const isClass = Number.isInteger(category) && category >= 0 && category < classes;
        if (!isClass || score < 0 || score > 1)
            return false;
    }
    return true;
}
/** Whether all boxes are fractions of the canvas, which boxes in pixels never are; rows of zeros alone say nothing. */
function areRelative({ dims, data }) {
    let isSaid = false;
    for (let at = 0; at < data.length; at += dims[2]) {
        for (let side = 0; side < 4; side++) {
            if (!(data[at + side] >= 0 && data[at + side] <= 1))
                return false;
            isSaid ||= data[at + side] > 0;
        }
    }
    return isSaid;
}
/** The score and the class of a row, its fifth and sixth value; `null` where the score does not suffice. @throws Fault for a class of none */
function scoredClass(table, at, { classes, detection }) {
    const [score, category] = [table.data[at + 4], table.data[at + 5]];
    refuseNonFinite(table, score);
    if (score < detection.score)
        return null;
    if (Number.isInteger(category) && category >= 0 && category < classes)
        return { score, category };
    throw new Fault('broken', `Expected classes from 0 to ${classes - 1} in output \`${table.name}\` but received ${category}. Give \`labels\` one name for each class that the model answers.`);
}

;// CONCATENATED MODULE: ./lib/src/vision/heads/rtdetr.js
/** Ultralytics' RT-DETR: one table of relative boxes, before or after its best answers were chosen. */



/** Queries of its architecture, unless that was edited. */
const usualQueries = 300;
/**
 * Rows of relative centre and size, and either
 * - a share of each class, of which the best is answered, as its validator did until 8.3 of the package; unasked they are
 *   recognised where there are 300 of them, since anchors that were divided by the canvas look the same;
 * - or a score and a class, as its exports have had since.
 *
 * Boxes in pixels are never all fractions: so it is told from `yolov8` and `yolov10`.
 */
const rtdetr = {
    expects: ({ classes }) => `n × ${usualQueries} (another number by name alone) × ${4 + classes} relative centres, sizes and class scores, or n × objects × 6 with score and class`,
    fit(job, outputs, batch) {
        const form = formOf(job, outputs, batch);
        if (!form)
            return null;
        return (own, row, size, geometry) => {
            const table = tableOf(own, size, form.values);
            const { data, dims } = table;
            const { width, height } = geometry.canvas;
            const collector = new Collector(table);
            for (let query = 0; query < dims[1]; query++) {
                const at = (row * dims[1] + query) * form.values;
                const said = form.said(table, at, job);
                if (said === null)
                    continue;
                const [x, y, w, h] = [data[at], data[at + 1], data[at + 2] / 2, data[at + 3] / 2];
                const { score, category } = said;
                collector.add(score, category, query, (x - w) * width, (y - h) * height, (x + w) * width, (y + h) * height);
            }
            const { objects } = objectsOf(collector.candidates(), job.detection, geometry, false);
            return { task: 'detection', objects };
        };
    },
};
function formOf(job, outputs, batch) {
    const isAuto = job.head === 'auto';
    const isFit = (table) => table !== null && (!isAuto || areRelative(table));
    const list = tableOf(outputs, batch, 6);
    // Two classes' shares are six values as well.
    if (isFit(list) && ((!isAuto && job.classes !== 2) || nameClasses(list, job.classes))) {
        return { values: 6, said: scoredClass };
    }
    const shares = tableOf(outputs, batch, 4 + job.classes);
    if (!isFit(shares) || (isAuto && shares.dims[1] !== usualQueries))
        return null;
    return { values: 4 + job.classes, said: bestShare };
}
/** The class with the highest share, the lower one on ties. */
const bestShare = (table, at, { classes, detection }) => {
    const { data } = table;
    let best = 0;
    for (let c = 0; c < classes; c++) {
        refuseNonFinite(table, data[at + 4 + c]);
        if (data[at + 4 + c] > data[at + 4 + best])
            best = c;
    }
    const score = data[at + 4 + best];
    return score >= detection.score ? { score, category: best } : null;
};

;// CONCATENATED MODULE: ./lib/src/vision/heads/yolo.js




/** Of an instance model the number of its mask coefficients, which are its prototypes; else 0. `null` where it has none and should. */
function coefficientsOf({ task }, prototypes) {
    if (task !== 'instance-segmentation')
        return 0;
    return prototypes?.count ?? null;
}
/** The table in which each anchor has `values` values, whichever of the two dimensions they are. */
function walkOf(outputs, batch, values, order) {
    for (const table of tablesOf(outputs, batch)) {
        const [, a, b] = table.dims;
        if (b === values)
            return { table, anchors: a, values, anchorStep: values, valueStep: 1 };
        if (a === values && order === 'either')
            return { table, anchors: b, values, anchorStep: 1, valueStep: b };
    }
    return null;
}
const yolov8 = {
    expects: ({ classes, task }) => `n × ${4 + classes}${task === 'instance-segmentation' ? ' + mask coefficients' : ''} × anchors`,
    fit(job, outputs, batch) {
        const coefficients = coefficientsOf(job, prototypesOf(outputs, batch));
        if (coefficients === null)
            return null;
        const walk = walkOf(outputs, batch, 4 + job.classes + coefficients, 'either');
        // Anchors are in pixels: rows of fractions are no YOLO's unless the policy says so.
        if (!walk || (job.head === 'auto' && walk.valueStep === 1 && areRelative(walk.table)))
            return null;
        return reader(job, walk.values, 'either', anchorsOf(job, 4, false));
    },
};
const yolov5 = {
    expects: ({ classes, task }) => `n × anchors × ${5 + classes}${task === 'instance-segmentation' ? ' + mask coefficients' : ''}`,
    fit(job, outputs, batch) {
        const coefficients = coefficientsOf(job, prototypesOf(outputs, batch));
        if (coefficients === null)
            return null;
        const walk = walkOf(outputs, batch, 5 + job.classes + coefficients, 'anchors first');
        return walk && reader(job, walk.values, 'anchors first', anchorsOf(job, 5, true));
    },
};
/** YOLOv10 and every export with its duplicates taken out: corners, score and class of each object. */
const yolov10 = {
    expects: ({ task }) => `n × objects × 6${task === 'instance-segmentation' ? ' + mask coefficients' : ''}`,
    fit(job, outputs, batch) {
        const coefficients = coefficientsOf(job, prototypesOf(outputs, batch));
        if (coefficients === null)
            return null;
        const walk = walkOf(outputs, batch, 6 + coefficients, 'anchors first');
        if (!walk)
            return null;
        if (job.head === 'auto' && (!nameClasses(walk.table, job.classes) || areRelative(walk.table)))
            return null;
        return reader(job, walk.values, 'anchors first', (collector, own, start) => {
            const { data } = own.table;
            for (let anchor = 0; anchor < own.anchors; anchor++) {
                const at = start + anchor * own.values;
                const said = scoredClass(own.table, at, job);
                if (said === null)
                    continue;
                collector.add(said.score, said.category, anchor, data[at], data[at + 1], data[at + 2], data[at + 3]);
            }
        }, false);
    },
};
/** Every class of an anchor whose score suffices, as Ultralytics' validation counts them (`multi_label`). */
function anchorsOf({ classes, detection }, first, hasObjectness) {
    return (collector, { table, anchors, anchorStep, valueStep }, start) => {
        const { data } = table;
        for (let c = 0; c < classes; c++) {
            const column = start + (first + c) * valueStep;
            for (let anchor = 0; anchor < anchors; anchor++) {
                const at = start + anchor * anchorStep;
                let score = data[column + anchor * anchorStep];
                if (hasObjectness)
                    score *= data[at + 4 * valueStep];
                if (!(score < detection.score) || score === Number.NEGATIVE_INFINITY) {
                    refuseNonFinite(table, score);
                    const [x, y] = [data[at], data[at + valueStep]];
                    const [halfWidth, halfHeight] = [data[at + 2 * valueStep] / 2, data[at + 3 * valueStep] / 2];
                    collector.add(score, c, anchor, x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight);
                }
            }
        }
    };
}
function reader(job, values, order, collect, leavesDuplicates = true) {
    return (outputs, row, batch, geometry) => {
        const walk = walkOf(outputs, batch, values, order);
        const start = row * walk.anchors * walk.values;
        const collector = new Collector(walk.table);
        collect(collector, walk, start);
        const kept = objectsOf(collector.candidates(), job.detection, geometry, leavesDuplicates);
        return job.task === 'instance-segmentation'
            ? { task: job.task, objects: withMasks(kept, walk, start, outputs, row, batch, geometry) }
            : { task: 'detection', objects: kept.objects };
    };
}
function withMasks({ objects, sources }, { table, values, anchorStep, valueStep }, start, outputs, row, batch, geometry) {
    const prototypes = prototypesOf(outputs, batch);
    const masks = [...sources].map((anchor, index) => {
        const coefficients = Float64Array.from({ length: prototypes.count }, (_, c) => table.data[start + anchor * anchorStep + (values - prototypes.count + c) * valueStep]);
        return maskOfPrototypes(prototypes, row, coefficients, objects.boxes.subarray(4 * index, 4 * index + 4), geometry);
    });
    return { ...objects, masks };
}

;// CONCATENATED MODULE: ./lib/src/vision/heads/recognise.js









const layouts = {
    logits: labels('logits'),
    probabilities: labels('probabilities'),
    yolov5: yolov5,
    yolov8: yolov8,
    yolov10: yolov10,
    detr: detr,
    rtdetr: rtdetr,
    torchvision: torchvision,
    ssd: ssd,
    'pixel-logits': pixelLogits,
    'class-map': classMap,
    image: picture_image,
};
/** The layouts of each task, the surest first: one that fits hides those of its kind behind it. */
const headsOf = {
    classification: [['logits', 'probabilities']],
    multilabel: [['logits', 'probabilities']],
    detection: [
        ['torchvision', 'ssd', 'detr'],
        ['yolov10', 'rtdetr'],
        ['yolov8', 'yolov5'],
    ],
    'instance-segmentation': [['torchvision'], ['yolov10'], ['yolov8', 'yolov5']],
    segmentation: [['class-map'], ['pixel-logits']],
    restoration: [['image']],
};
/**
 * How answers are read from outputs, judged by the first batch.
 *
 * @param rows - rows of the batch that hold a picture; the others are padding
 * @throws Fault `broken` when no layout of the task fits, when two do, or when the one that the policy names does not
 */
function recognise(job, outputs, rows, batch) {
    const { task, head } = job;
    const possible = headsOf[task].flat();
    if (head !== 'auto' && !possible.includes(head)) {
        throw new Fault('broken', `Expected an output of ${task} but \`output\` is ${head}. Use ${possible.join(', ')} or auto.`);
    }
    if (task === 'classification' || task === 'multilabel') {
        const kind = head === 'auto' ? kindOf(job, outputs[0], rows, batch) : head;
        return layouts[kind].fit(job, outputs, batch);
    }
    const tried = head === 'auto' ? headsOf[task] : [[head]];
    for (const alike of tried) {
        const fits = alike.flatMap((name) => {
            const read = layouts[name].fit(job, outputs, batch);
            return read ? [{ name, read }] : [];
        });
        if (fits.length > 1) {
            throw new Fault('broken', `The outputs ${shapesOf(outputs)} can be read as ${fits.map(({ name }) => name).join(' and as ')}. Set \`output\` to the one that they are.`);
        }
        if (fits.length === 1)
            return fits[0].read;
    }
    const names = tried.flat();
    throw new Fault('broken', `Expected outputs of ${task} with ${job.classes} ${job.classes === 1 ? 'class' : 'classes'} but received ${shapesOf(outputs)}. ${names.map((name) => `${name} is ${layouts[name].expects(job)}`).join('; ')}. Correct \`labels\` or \`output\`, or export the model with one of these heads.`);
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
    /** How the outputs of each variant are read, once that is known. */
    const reads = [];
    async function outputsOf(rows, alternative) {
        const { dims } = rows.find((row) => row !== null).tensors[alternative];
        const length = dims.reduce((a, b) => a * b);
        const values = valuesFor(job, length * batch);
        rows.forEach((row, i) => {
            if (!row)
                return;
            values.set(new values.constructor(row.tensors[alternative].values), i * length);
        });
        return run(session, job, inputTensor(runtime, job, values, [batch, ...dims]));
    }
    return async (rows) => {
        const filled = rows.find((row) => row !== null);
        if (!filled)
            return rows.map(() => null);
        if (data.asked === 'model') {
            const outputs = await outputsOf(rows, 0);
            reads[0] ??= recognise(job, outputs, rows.length, batch);
            return rows.map((row, index) => row && answerOf(row, outputs, index));
        }
        const answers = rows.map((row) => (row === null ? null : row.tensors.map(() => new Uint8Array())));
        for (const [variant] of filled.tensors.entries()) {
            const outputs = await outputsOf(rows, variant);
            answers.forEach((own, index) => {
                if (own)
                    own[variant] = variantAnswer(rows, outputs, index, variant);
            });
        }
        return answers;
    };
    function answerOf(row, outputs, index) {
        const answer = reads[0](outputs, index, batch, geometryOf(job.preprocessing, row.tensors[0].size));
        if (answer.task !== 'restoration')
            return [encodeAnswer(answer)];
        const scores = likeness(answer.picture, row.target, job.preprocessing.colour === 'bgr');
        return 'error' in scores ? scores : [encodeAnswer({ task: 'restoration', ...scores })];
    }
    /** Pictures that were prepared wrongly may be answered with what is no answer at all. */
    function variantAnswer(rows, outputs, index, variant) {
        try {
            reads[variant] ??= recognise(job, outputs, rows.length, batch);
            const geometry = geometryOf(data.variants[variant], rows[index].tensors[variant].size);
            const answer = reads[variant](outputs, index, batch, geometry);
            return answer.task === 'restoration' ? new Uint8Array() : encodeAnswer(answer);
        }
        catch (error) {
            if (error instanceof Fault && error.kind === 'broken')
                return new Uint8Array();
            throw error;
        }
    }
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

