// Written by scripts/runtime-tables.py.
import type { RuntimeTable } from './runtimes.ts';

/** The opsets in which each of ONNX's own operators was defined anew (onnx 1.23.2). */
export const definitions =
  'Abs:1,6,13 Acos:7,22 Acosh:9,22 Add:1,6,7,13,14 AffineGrid:20 And:1,7 ArgMax:1,11,12,13 ArgMin:1,11,12,13 Asin:7,22 Asinh:9,22 Atan:7,22 Atanh:9,22 Attention:23,24,25 AveragePool:1,7,10,11,19,22 BatchNormalization:1,6,7,9,14,15 Bernoulli:15,22 BitCast:26 BitShift:11,28 BitwiseAnd:18 BitwiseNot:18 BitwiseOr:18 BitwiseXor:18 BlackmanWindow:17 Cast:1,6,9,13,19,21,23,24,25,28 CastLike:15,19,21,23,24,25 CausalConvWithState:27 Ceil:1,6,13 Celu:12,28 CenterCropPad:18 Clip:1,6,11,12,13 Col2Im:18 Compress:9,11,28 Concat:1,4,11,13 ConcatFromSequence:11 Constant:1,9,11,12,13,19,21,23,24,25 ConstantOfShape:9,20,21,23,24,25 Conv:1,11,22 ConvInteger:10 ConvTranspose:1,11,22 Cos:7,22 Cosh:9,22 CumProd:26 CumSum:11,14 DFT:17,20 DeformConv:19,22 DepthToSpace:1,11,13,28 DequantizeLinear:10,13,19,21,23,24,25,28 Det:11,22 Div:1,6,7,13,14 Dropout:1,6,7,10,12,13,22 DynamicQuantizeLinear:11 Einsum:12,28 Elu:1,6,22 Equal:1,7,11,13,19 Erf:9,13 Exp:1,6,13 Expand:8,13 EyeLike:9,22 Flatten:1,9,11,13,21,23,24,25 Floor:1,6,13 GRU:1,3,7,14,22 Gather:1,11,13 GatherElements:11,13 GatherND:11,12,13 Gelu:20 Gemm:1,6,7,9,11,13 GlobalAveragePool:1,22 GlobalLpPool:1,2,22 GlobalMaxPool:1,22 Greater:1,7,9,13 GreaterOrEqual:12,16 GridSample:16,20,22 GroupNormalization:18,21 HammingWindow:17 HannWindow:17 HardSigmoid:1,6,22 HardSwish:14,22 Hardmax:1,11,13 Identity:1,13,14,16,19,21,23,24,25 If:1,11,13,16,19,21,23,24,25 ImageDecoder:20 InstanceNormalization:1,6,22 IsInf:10,20 IsNaN:9,13,20 LRN:1,13 LSTM:1,7,14,22 LayerNormalization:17 LeakyRelu:1,6,16 Less:1,7,9,13 LessOrEqual:12,16 LinearAttention:27 Log:1,6,13 LogSoftmax:1,11,13 Loop:1,11,13,16,19,21,23,24,25 LpNormalization:1,22 LpPool:1,2,11,18,22 MatMul:1,9,13 MatMulInteger:10 Max:1,6,8,12,13 MaxPool:1,8,10,11,12,22 MaxRoiPool:1,22 MaxUnpool:9,11,22 Mean:1,6,8,13 MeanVarianceNormalization:9,13 MelWeightMatrix:17 Min:1,6,8,12,13 Mish:18,22 Mod:10,13,28 Mul:1,6,7,13,14 Multinomial:7,22 Neg:1,6,13 NegativeLogLikelihoodLoss:12,13,22 NonMaxSuppression:10,11 NonZero:9,13 Not:1 OneHot:9,11,28 Optional:15,28 OptionalGetElement:15,18,28 OptionalHasElement:15,18,28 Or:1,7 PRelu:1,6,7,9,16 Pad:1,2,11,13,18,19,21,23,24,25 Pow:1,7,12,13,15 QLinearConv:10 QLinearMatMul:10,21 QuantizeLinear:10,13,19,21,23,24,25,28 RMSNormalization:23 RNN:1,7,14,22 RandomNormal:1,22 RandomNormalLike:1,22 RandomUniform:1,22 RandomUniformLike:1,22 Range:11,27 Reciprocal:1,6,13 ReduceL1:1,11,13,18 ReduceL2:1,11,13,18 ReduceLogSum:1,11,13,18,28 ReduceLogSumExp:1,11,13,18,28 ReduceMax:1,11,12,13,18,20 ReduceMean:1,11,13,18 ReduceMin:1,11,12,13,18,20 ReduceProd:1,11,13,18 ReduceSum:1,11,13 ReduceSumSquare:1,11,13,18 RegexFullMatch:20 Relu:1,6,13,14 Reshape:1,5,13,14,19,21,23,24,25 Resize:10,11,13,18,19 ReverseSequence:10,28 RoiAlign:10,16,22 RotaryEmbedding:23 Round:11,22 STFT:17 Scan:8,9,11,16,19,21,23,24,25 Scatter:9,11 ScatterElements:11,13,16,18 ScatterND:11,13,16,18 Selu:1,6,22 SequenceAt:11 SequenceConstruct:11 SequenceEmpty:11 SequenceErase:11 SequenceInsert:11 SequenceLength:11 SequenceMap:17 Shape:1,13,15,19,21,23,24,25 Shrink:9 Sigmoid:1,6,13 Sign:9,13 Sin:7,22 Sinh:9,22 Size:1,13,19,21,23,24,25 Slice:1,10,11,13 Softmax:1,11,13 SoftmaxCrossEntropyLoss:12,13 Softplus:1,22 Softsign:1,22 SpaceToDepth:1,13,28 Split:1,2,11,13,18 SplitToSequence:11,24 Sqrt:1,6,13 Squeeze:1,11,13,21,23,24,25 StringConcat:20 StringNormalizer:10 StringSplit:20 Sub:1,6,7,13,14 Sum:1,6,8,13 SwiGLU:28 Swish:24 Tan:7,22 Tanh:1,6,13 TensorScatter:24 TfIdfVectorizer:9 ThresholdedRelu:10,22 Tile:1,6,13 TopK:1,10,11,24 Transpose:1,13,21,23,24,25 Trilu:14 Unique:11,28 Unsqueeze:1,11,13,21,23,24,25 Upsample:1,7,9,10 Where:9,16 Xor:1,7';

export const tables: Record<string, RuntimeTable> = {
  onnxruntime: {
    title: 'ONNX Runtime',
    source:
      'https://raw.githubusercontent.com/microsoft/onnxruntime/109c0baa9367a6818c00eb42d160ae3719ffb609/docs/reference/compatibility.md, and the operators of onnxruntime 1.32.0 on the CPU',
    read: '2026-11-25',
    releases: [
      {
        version: '1.0',
        opset: [7, 11],
      },
      {
        version: '1.1',
        opset: [7, 11],
      },
      {
        version: '1.2',
        opset: [7, 11],
      },
      {
        version: '1.3',
        opset: [7, 12],
      },
      {
        version: '1.4',
        opset: [7, 12],
      },
      {
        version: '1.5',
        opset: [7, 12],
      },
      {
        version: '1.6',
        opset: [7, 13],
      },
      {
        version: '1.7',
        opset: [7, 13],
      },
      {
        version: '1.8',
        opset: [7, 14],
      },
      {
        version: '1.9',
        opset: [7, 15],
      },
      {
        version: '1.10',
        opset: [7, 15],
      },
      {
        version: '1.11',
        opset: [7, 16],
      },
      {
        version: '1.12',
        opset: [7, 17],
      },
      {
        version: '1.13',
        opset: [7, 17],
      },
      {
        version: '1.14',
        opset: [7, 18],
      },
      {
        version: '1.15',
        opset: [7, 19],
      },
      {
        version: '1.16',
        opset: [7, 19],
      },
      {
        version: '1.17',
        opset: [7, 20],
      },
      {
        version: '1.18',
        opset: [7, 21],
      },
      {
        version: '1.19',
        opset: [7, 21],
      },
      {
        version: '1.20',
        opset: [7, 21],
      },
      {
        version: '1.21',
        opset: [7, 22],
      },
      {
        version: '1.22',
        opset: [7, 22],
      },
      {
        version: '1.23',
        opset: [7, 23],
      },
      {
        version: '1.24',
        opset: [7, 25],
      },
      {
        version: '1.25',
        opset: [7, 26],
      },
      {
        version: '1.26',
        opset: [7, 26],
      },
      {
        version: '1.27',
        opset: [7, 26],
      },
      {
        version: '1.28',
        opset: [7, 26],
      },
      {
        version: '1.29',
        opset: [7, 26],
      },
      {
        version: '1.30',
        opset: [7, 26],
      },
      {
        version: '1.31',
        opset: [7, 26],
      },
      {
        version: '1.32',
        opset: [7, 28],
      },
    ],
    operators:
      'Abs Acos Acosh Add Affine AffineGrid And ArgMax ArgMin Asin Asinh Atan Atanh Attention AveragePool BatchNormalization Bernoulli BitCast BitShift BitwiseAnd BitwiseNot BitwiseOr BitwiseXor BlackmanWindow Cast CastLike CausalConvWithState Ceil Celu CenterCropPad Clip Col2Im Compress Concat ConcatFromSequence Constant ConstantOfShape Conv ConvInteger ConvTranspose Cos Cosh Crop CumProd CumSum DFT DeformConv DepthToSpace DequantizeLinear Det Div Dropout DynamicQuantizeLinear DynamicSlice Einsum Elu Equal Erf Exp Expand EyeLike Flatten Floor GRU Gather GatherElements GatherND Gelu Gemm GlobalAveragePool GlobalLpPool GlobalMaxPool Greater GreaterOrEqual GridSample GroupNormalization HammingWindow HannWindow HardSigmoid HardSwish Hardmax Identity If ImageScaler InstanceNormalization IsInf IsNaN LRN LSTM LayerNormalization LeakyRelu Less LessOrEqual LinearAttention Log LogSoftmax Loop LpNormalization LpPool MatMul MatMulInteger Max MaxPool MaxRoiPool MaxUnpool Mean MeanVarianceNormalization MelWeightMatrix MemcpyFromHost MemcpyToHost Min Mish Mod Mul Multinomial Neg NegativeLogLikelihoodLoss NonMaxSuppression NonZero Not OneHot Optional OptionalGetElement OptionalHasElement Or PRelu Pad ParametricSoftplus Pow QLinearConv QLinearMatMul QuantizeLinear RMSNormalization RNN RandomNormal RandomNormalLike RandomUniform RandomUniformLike Range Reciprocal ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum ReduceSumSquare RegexFullMatch Relu Reshape Resize ReverseSequence RoiAlign RotaryEmbedding Round STFT Scale ScaledTanh Scan Scatter ScatterElements ScatterND Selu SequenceAt SequenceConstruct SequenceEmpty SequenceErase SequenceInsert SequenceLength SequenceMap Shape Shrink Sigmoid Sign SimplifiedLayerNormalization Sin Sinh Size Slice Softmax SoftmaxCrossEntropyLoss Softplus Softsign SpaceToDepth Split SplitToSequence Sqrt Squeeze StringConcat StringNormalizer StringSplit Sub Sum SwiGLU Swish Tan Tanh TensorScatter TfIdfVectorizer ThresholdedRelu Tile TopK Transpose Trilu Unique Unsqueeze Upsample Where Xor ai.onnx.ml:ArrayFeatureExtractor ai.onnx.ml:Binarizer ai.onnx.ml:CastMap ai.onnx.ml:CategoryMapper ai.onnx.ml:DictVectorizer ai.onnx.ml:FeatureVectorizer ai.onnx.ml:Imputer ai.onnx.ml:LabelEncoder ai.onnx.ml:LinearClassifier ai.onnx.ml:LinearRegressor ai.onnx.ml:Normalizer ai.onnx.ml:OneHotEncoder ai.onnx.ml:SVMClassifier ai.onnx.ml:SVMRegressor ai.onnx.ml:Scaler ai.onnx.ml:TreeEnsemble ai.onnx.ml:TreeEnsembleClassifier ai.onnx.ml:TreeEnsembleRegressor ai.onnx.ml:ZipMap com.microsoft.nchwc:AveragePool com.microsoft.nchwc:Conv com.microsoft.nchwc:GlobalAveragePool com.microsoft.nchwc:GlobalMaxPool com.microsoft.nchwc:MaxPool com.microsoft.nchwc:ReorderInput com.microsoft.nchwc:ReorderOutput com.microsoft.nchwc:Upsample com.microsoft:Attention com.microsoft:AttnLSTM com.microsoft:BeamSearch com.microsoft:BiasGelu com.microsoft:BifurcationDetector com.microsoft:BranchwiseRMSNorm com.microsoft:CDist com.microsoft:CausalConvWithState com.microsoft:ConvTransposeWithDynamicPads com.microsoft:CropAndResize com.microsoft:DecoderMaskedMultiHeadAttention com.microsoft:DequantizeLinear com.microsoft:DynamicQuantizeLSTM com.microsoft:DynamicQuantizeMatMul com.microsoft:DynamicTimeWarping com.microsoft:EmbedLayerNormalization com.microsoft:EngramGate com.microsoft:ExpandDims com.microsoft:FastGelu com.microsoft:FusedConv com.microsoft:FusedGemm com.microsoft:FusedMatMul com.microsoft:GatedAdd com.microsoft:GatedDeltaNet com.microsoft:GatedRMSNorm com.microsoft:GatherBlockQuantized com.microsoft:GatherND com.microsoft:GatherPacked com.microsoft:Gelu com.microsoft:GreedySearch com.microsoft:GridSample com.microsoft:GroupQueryAttention com.microsoft:HyperConnectionPostMix com.microsoft:HyperConnectionPreMix com.microsoft:Inverse com.microsoft:LinearAttention com.microsoft:LinearAttentionGate com.microsoft:MRotaryEmbedding com.microsoft:MatMulBnb4 com.microsoft:MatMulFpQ4 com.microsoft:MatMulInteger16 com.microsoft:MatMulIntegerToFloat com.microsoft:MatMulNBits com.microsoft:MaxpoolWithMask com.microsoft:MoE com.microsoft:MoEGroupRouter com.microsoft:MultiHeadAttention com.microsoft:MurmurHash3 com.microsoft:NGramHashMapping com.microsoft:NGramRepeatBlock com.microsoft:NhwcMaxPool com.microsoft:Pad com.microsoft:QAttention com.microsoft:QEmbedLayerNormalization com.microsoft:QGemm com.microsoft:QLinearAdd com.microsoft:QLinearAveragePool com.microsoft:QLinearConcat com.microsoft:QLinearConv com.microsoft:QLinearGlobalAveragePool com.microsoft:QLinearLeakyRelu com.microsoft:QLinearMul com.microsoft:QLinearSigmoid com.microsoft:QLinearSoftmax com.microsoft:QLinearWhere com.microsoft:QMoE com.microsoft:QuantizeLinear com.microsoft:QuickGelu com.microsoft:Range com.microsoft:RotaryEmbedding com.microsoft:SampleOp com.microsoft:Sampling com.microsoft:ScaledSiLU com.microsoft:SkipLayerNormalization com.microsoft:SkipSimplifiedLayerNormalization com.microsoft:SparseAttention com.microsoft:SparseToDenseMatMul com.microsoft:Tokenizer com.microsoft:TransposeMatMul com.microsoft:Trilu com.microsoft:UnfoldTensor com.microsoft:Unique com.microsoft:VarlenCausalConvWithState com.microsoft:VarlenNGramHashMapping com.microsoft:WhisperBeamSearch com.microsoft:WordConvEmbedding',
  },
  'onnxruntime-mobile': {
    title: 'ONNX Runtime\u2019s pre-built mobile package',
    source:
      'https://raw.githubusercontent.com/microsoft/onnxruntime/93f3c4bb0e216a9a8c759418eb9705ec256b6a66/docs/reference/operators/mobile_package_op_type_support_1.17.md',
    read: '2026-11-25',
    releases: [
      {
        version: '1.17',
        opset: [7, 20],
      },
    ],
    operators:
      'Abs Add And ArgMax ArgMin AveragePool Cast Ceil Clip Concat Constant ConstantOfShape Conv ConvTranspose Cos CumSum DepthToSpace DequantizeLinear Div DynamicQuantizeLinear Elu Equal Erf Exp Expand Flatten Floor Gather GatherND Gemm GlobalAveragePool Greater GreaterOrEqual HardSigmoid Identity If InstanceNormalization LRN LayerNormalization LeakyRelu Less LessOrEqual Log LogSoftmax Loop MatMul MatMulInteger Max MaxPool Mean Min Mul Neg NonMaxSuppression NonZero Not Or PRelu Pad Pow QLinearConv QLinearMatMul QuantizeLinear Range Reciprocal ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum Relu Reshape Resize ReverseSequence Round Scan ScatterND Shape Sigmoid Sin Size Slice Softmax SpaceToDepth Split Sqrt Squeeze Sub Sum Tanh ThresholdedRelu Tile TopK Transpose Unique Unsqueeze Where com.microsoft:DynamicQuantizeMatMul com.microsoft:FusedConv com.microsoft:FusedGemm com.microsoft:FusedMatMul com.microsoft:Gelu com.microsoft:MatMulIntegerToFloat com.microsoft:NhwcMaxPool com.microsoft:QLinearAdd com.microsoft:QLinearAveragePool com.microsoft:QLinearConv com.microsoft:QLinearGlobalAveragePool com.microsoft:QLinearLeakyRelu com.microsoft:QLinearMul com.microsoft:QLinearSigmoid',
    definitions: 15,
  },
  tensorrt: {
    title: 'TensorRT',
    source:
      'https://raw.githubusercontent.com/onnx/onnx-tensorrt/96e781103cfc4adf4a6bb557e94bac8e693f6f4c/docs/operators.md',
    read: '2026-11-25',
    releases: [
      {
        version: '8.6',
        opset: [7, 17],
        operators:
          'Abs Acos Acosh Add And ArgMax ArgMin Asin Asinh Atan Atanh AveragePool BatchNormalization Cast Ceil Celu Clip Concat Constant ConstantOfShape Conv ConvTranspose Cos Cosh CumSum DepthToSpace DequantizeLinear Div Dropout Einsum Elu Equal Erf Exp Expand EyeLike Flatten Floor GRU Gather GatherElements GatherND Gemm GlobalAveragePool GlobalLpPool GlobalMaxPool Greater GreaterOrEqual GridSample GroupNormalization HardSigmoid HardSwish Identity If ImageScaler InstanceNormalization IsInf IsNaN LRN LSTM LayerNormalization LeakyRelu Less LessOrEqual Log LogSoftmax Loop LpNormalization LpPool MatMul Max MaxPool Mean MeanVarianceNormalization Min Mod Mul Neg NonMaxSuppression NonZero Not OneHot Or PRelu Pad ParametricSoftplus Pow QuantizeLinear RNN RandomNormal RandomNormalLike RandomUniform RandomUniformLike Range Reciprocal ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum ReduceSumSquare Relu Reshape Resize ReverseSequence RoiAlign Round ScaledTanh Scan Scatter ScatterElements ScatterND Selu Shape Shrink Sigmoid Sign Sin Sinh Size Slice Softmax Softplus Softsign SpaceToDepth Split Sqrt Squeeze Sub Sum Tan Tanh ThresholdedRelu Tile TopK Transpose Trilu Unsqueeze Upsample Where Xor',
      },
      {
        version: '9.3',
        opset: [7, 19],
        operators:
          'Abs Acos Acosh Add And ArgMax ArgMin Asin Asinh Atan Atanh AveragePool BatchNormalization Cast CastLike Ceil Celu Clip Concat Constant ConstantOfShape Conv ConvTranspose Cos Cosh CumSum DepthToSpace DequantizeLinear Div Dropout Einsum Elu Equal Erf Exp Expand EyeLike Flatten Floor GRU Gather GatherElements GatherND Gemm GlobalAveragePool GlobalLpPool GlobalMaxPool Greater GreaterOrEqual GridSample GroupNormalization HardSigmoid HardSwish Hardmax Identity If ImageScaler InstanceNormalization IsInf IsNaN LRN LSTM LayerNormalization LeakyRelu Less LessOrEqual Log LogSoftmax Loop LpNormalization LpPool MatMul Max MaxPool Mean MeanVarianceNormalization Min Mod Mul Neg NonMaxSuppression NonZero Not OneHot Or PRelu Pad ParametricSoftplus Pow QuantizeLinear RNN RandomNormal RandomNormalLike RandomUniform RandomUniformLike Range Reciprocal ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum ReduceSumSquare Relu Reshape Resize ReverseSequence RoiAlign Round ScaledTanh Scan Scatter ScatterElements ScatterND Selu Shape Shrink Sigmoid Sign Sin Sinh Size Slice Softmax Softplus Softsign SpaceToDepth Split Sqrt Squeeze Sub Sum Tan Tanh ThresholdedRelu Tile TopK Transpose Trilu Unsqueeze Upsample Where Xor',
      },
      {
        version: '10.1',
        opset: [9, 20],
        operators:
          'Abs Acos Acosh Add And ArgMax ArgMin Asin Asinh Atan Atanh AveragePool BatchNormalization Cast CastLike Ceil Celu Clip Concat Constant ConstantOfShape Conv ConvTranspose Cos Cosh CumSum DeformConv DepthToSpace DequantizeLinear Div Dropout Einsum Elu Equal Erf Exp Expand EyeLike Flatten Floor GRU Gather GatherElements GatherND Gelu Gemm GlobalAveragePool GlobalLpPool GlobalMaxPool Greater GreaterOrEqual GridSample GroupNormalization HardSigmoid HardSwish Hardmax Identity If ImageScaler InstanceNormalization IsInf IsNaN LRN LSTM LayerNormalization LeakyRelu Less LessOrEqual Log LogSoftmax Loop LpNormalization LpPool MatMul Max MaxPool Mean MeanVarianceNormalization Min Mish Mod Mul Neg NonMaxSuppression NonZero Not OneHot Or PRelu Pad ParametricSoftplus Pow QuantizeLinear RNN RandomNormal RandomNormalLike RandomUniform RandomUniformLike Range Reciprocal ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum ReduceSumSquare Relu Reshape Resize ReverseSequence RoiAlign Round ScaledTanh Scan Scatter ScatterElements ScatterND Selu Shape Shrink Sigmoid Sign Sin Sinh Size Slice Softmax Softplus Softsign SpaceToDepth Split Sqrt Squeeze Sub Sum Tan Tanh ThresholdedRelu Tile TopK Transpose Trilu Unsqueeze Upsample Where Xor',
      },
    ],
  },
  openvino: {
    title: 'OpenVINO',
    source:
      'https://raw.githubusercontent.com/openvinotoolkit/openvino/0ae60f0ffec990b581cf29cae47563090e5deca0/src/frontends/onnx/docs/supported_ops.md',
    read: '2026-11-25',
    releases: [],
    operators:
      'ATen Abs Acos Acosh Add Affine AffineGrid And ArgMax ArgMin Asin Asinh Atan Atanh Attention AveragePool BatchNormalization BitShift BitwiseAnd BitwiseNot BitwiseOr BitwiseXor BlackmanWindow Cast CastLike Ceil Celu CenterCropPad Clip Col2Im Compress Concat ConcatFromSequence Constant ConstantFill ConstantOfShape Conv ConvInteger ConvTranspose Cos Cosh Crop CumSum DFT DepthToSpace DequantizeLinear Div Dropout DynamicQuantizeLinear Einsum Elu Equal Erf Exp Expand EyeLike Flatten Floor GRU Gather GatherElements GatherND Gelu Gemm GlobalAveragePool GlobalLpPool GlobalMaxPool Greater GreaterOrEqual GridSample GroupNormalization HammingWindow HannWindow HardSigmoid HardSwish Hardmax Identity If ImageScaler InstanceNormalization IsFinite IsInf IsNaN LRN LSTM LayerNormalization LeakyRelu Less LessOrEqual Log LogSoftmax Loop LpNormalization MatMul MatMulInteger Max MaxPool MaxRoiPool Mean MeanVarianceNormalization Min Mish Mod Mul Multinomial Neg NegativeLogLikelihoodLoss NonMaxSuppression NonZero Not OneHot Or PRelu Pad Pow QLinearConv QLinearMatMul QuantizeLinear RMSNormalization RNN RandomNormal RandomNormalLike RandomUniform RandomUniformLike Range Reciprocal ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum ReduceSumSquare Relu Reshape Resize ReverseSequence RoiAlign RotaryEmbedding Round STFT Scan Scatter ScatterElements ScatterND Selu SequenceAt SequenceConstruct SequenceEmpty SequenceErase SequenceInsert SequenceLength Shape Shrink Sigmoid Sign SimplifiedLayerNormalization Sin Sinh Size Slice Softmax SoftmaxCrossEntropyLoss Softplus Softsign SpaceToDepth Split SplitToSequence Sqrt Squeeze Sub Sum Tan Tanh ThresholdedRelu Tile TopK Transpose Trilu Unique Unsqueeze Upsample Where Xor ai.onnx.ml:Normalizer com.microsoft:Attention com.microsoft:BiasAdd com.microsoft:BiasGelu com.microsoft:BifurcationDetector com.microsoft:DequantizeLinear com.microsoft:DynamicQuantizeMatMul com.microsoft:EmbedLayerNormalization com.microsoft:FastGelu com.microsoft:FusedConv com.microsoft:FusedGemm com.microsoft:FusedMatMul com.microsoft:GatherND com.microsoft:Gelu com.microsoft:GroupNorm com.microsoft:GroupQueryAttention com.microsoft:MatMulIntegerToFloat com.microsoft:MatMulNBits com.microsoft:Pad com.microsoft:QLinearAdd com.microsoft:QLinearAveragePool com.microsoft:QLinearConcat com.microsoft:QLinearGlobalAveragePool com.microsoft:QLinearLeakyRelu com.microsoft:QLinearMul com.microsoft:QLinearReduceMean com.microsoft:QLinearSigmoid com.microsoft:QLinearSoftmax com.microsoft:QLinearWhere com.microsoft:QuantizeLinear com.microsoft:QuickGelu com.microsoft:Range com.microsoft:RotaryEmbedding com.microsoft:SimplifiedLayerNormalization com.microsoft:SkipLayerNormalization com.microsoft:SkipSimplifiedLayerNormalization com.microsoft:Trilu mmdeploy:MMCVRoIAlignRotated mmdeploy:NMSRotated org.openvinotoolkit:DeformableConv2D org.openvinotoolkit:DetectionOutput org.openvinotoolkit:ExperimentalDetectronDetectionOutput org.openvinotoolkit:ExperimentalDetectronGenerateProposalsSingleImage org.openvinotoolkit:ExperimentalDetectronGroupNorm org.openvinotoolkit:ExperimentalDetectronPriorGridGenerator org.openvinotoolkit:ExperimentalDetectronROIFeatureExtractor org.openvinotoolkit:ExperimentalDetectronTopKROIs org.openvinotoolkit:FakeQuantize org.openvinotoolkit:GenerateProposals org.openvinotoolkit:GroupNorm org.openvinotoolkit:Normalize org.openvinotoolkit:PriorBox org.openvinotoolkit:PriorBoxClustered org.openvinotoolkit:Swish org.pytorch.aten:adaptive_avg_pool2d',
  },
  coreml: {
    title: 'Core ML',
    source:
      'https://raw.githubusercontent.com/microsoft/onnxruntime/04f568d869ec533a48f29f67f9842ddf694d7ab1/tools/ci_build/github/apple/coreml_supported_mlprogram_ops.md',
    read: '2026-11-25',
    releases: [],
    operators:
      'Add ArgMax AveragePool Cast Ceil Clip Concat Constant Conv ConvTranspose Cos DepthToSpace Div Elu Erf Exp GatherND Gelu Gemm GlobalAveragePool GlobalMaxPool GridSample GroupNormalization HardSigmoid Identity InstanceNormalization LayerNormalization LeakyRelu MatMul Max MaxPool Mul PRelu Pow Range Reciprocal ReduceMax ReduceMean ReduceSum Relu Reshape Resize Round Shape Sigmoid Sin Slice Softmax Softplus Split Sqrt Squeeze Sub Tanh Tile Transpose Unsqueeze com.microsoft:FusedConv com.microsoft:QuickGelu',
  },
  tflite: {
    title: 'TensorFlow Lite, by onnx2tf',
    source: 'https://raw.githubusercontent.com/PINTO0309/onnx2tf/2c0cb019b77bb7464828123eb3b708e05b4737a7/README.md',
    read: '2026-11-25',
    releases: [],
    operators:
      'Abs Acos Acosh Add AffineGrid And ArgMax ArgMin Asin Asinh Atan Atanh Attention AveragePool BatchNormalization Bernoulli BitShift BitwiseAnd BitwiseNot BitwiseOr BitwiseXor BlackmanWindow Cast Ceil Celu CenterCropPad Clip Col2Im Compress Concat ConcatFromSequence Constant ConstantOfShape Conv ConvInteger ConvTranspose Cos Cosh CumProd CumSum DFT DeformConv DepthToSpace DequantizeLinear Det Div Dropout DynamicQuantizeLinear Einsum Elu Equal Erf Exp Expand EyeLike Flatten Floor FusedConv GRU Gather GatherElements GatherND Gelu Gemm GlobalAveragePool GlobalLpPool GlobalMaxPool Greater GreaterOrEqual GridSample GroupNormalization HammingWindow HannWindow HardSigmoid HardSwish Hardmax Identity If ImageDecoder Input InstanceNormalization Inverse IsInf IsNaN LRN LSTM LayerNormalization LeakyRelu Less LessOrEqual Log LogSoftmax Loop LpNormalization LpPool MatMul MatMulInteger Max MaxPool MaxRoiPool MaxUnpool Mean MeanVarianceNormalization MelWeightMatrix Min Mish Mod Mul Multinomial Neg NegativeLogLikelihoodLoss NonMaxSuppression NonZero Not OneHot Optional OptionalGetElement OptionalHasElement Or PRelu Pad Pow QGemm QLinearAdd QLinearAveragePool QLinearConcat QLinearConv QLinearGlobalAveragePool QLinearLeakyRelu QLinearMatMul QLinearMul QLinearSigmoid QLinearSoftmax QuantizeLinear RNN RandomNormal RandomNormalLike RandomUniform RandomUniformLike Range Reciprocal ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum ReduceSumSquare RegexFullMatch Relu Reshape Resize ReverseSequence RoiAlign RotaryEmbedding Round STFT ScaleAndTranslate Scan Scatter ScatterElements ScatterND Selu SequenceAt SequenceConstruct SequenceEmpty SequenceErase SequenceInsert SequenceLength Shape Shrink Sigmoid Sign Sin Sinh Size Slice Softmax SoftmaxCrossEntropyLoss Softplus Softsign SpaceToDepth Split SplitToSequence Sqrt Squeeze StringConcat StringNormalizer StringSplit Sub Sum Tan Tanh TensorScatter TfIdfVectorizer ThresholdedRelu Tile TopK Transpose Trilu Unique Unsqueeze Upsample Where Xor',
  },
};
