# ruff: noqa: E501 -- a table of texts: one entry stays one line
"""English phrases by concept, lower case. A space also matches hyphens and underscores; a plural s is optional.

A phrase ending in `!` is taken exactly as it stands (no plural).
"""

PHRASES: dict[str, str] = {
    # attributes of a layer
    "STRIDE": "stride | stride length | step size | strided | hop size | step",
    "PAD": "padding | pad! | zero padding | zero pad | zero padded | padded! | zeros padding | border of zeros | p of zeros",
    "PADTOTAL": "total padding",
    "VALID": "valid padding | valid! | valid convolution | valid conv | valid cross correlation | unpadded",
    "SAME": "same padding | the same padding | same! | same convolution | same conv | same padded",
    "KEPT": "keeps the size | keep the size | size preserving | preserves the size | keeping the size | size is kept | "
    "spatial size is kept | keeps the spatial size | keep the spatial size | preserve the spatial size | "
    "preserves the spatial size | preserving the spatial size | resolution is kept | keeping the spatial size | size kept | "
    "keeps its size | padding that keeps the size | padding to keep the size | padded to keep the size | "
    "keeps the resolution | preserves the resolution | preserving the resolution | size unchanged | size stays the same | "
    "spatial size unchanged | size preserved | spatial size preserved | keep the spatial size unchanged | same size output | "
    "output of the same size | keeping the resolution | maintains the spatial size | keeps the map size | keep the map size | "
    "keeps the height and width | preserve the size | keep the size unchanged | same spatial size | same size! | "
    "same height and width | keeping the size unchanged | same resolution | the same size | the same spatial size | "
    "the same resolution | the same height and width | size does not change | spatial size does not change",
    "FILTER": "filter | kernel | filter bank | convolutional filter | convolution filter | convolution kernel | "
    "convolutional kernel | learned filter | learnable filter | mask",
    "KSIZE": "kernel size | filter size | window size | kernel width | filter width | pool size | kernel of size | "
    "filter of size | filter extent | spatial extent | kernel side | filters of size | kernels of size | "
    "size of the filter | size of the kernel | pooling window | window | receptive fields of size | pooling size",
    "NFILT": "number of filters | number of kernels | filter count | kernel count | num filters | n filters | "
    "number of feature maps",
    "CH": "channel | feature channel | depth! | number of channels | colour channel | color channel | deep!",
    "CIN": "input channel | in channel | input depth | channels in! | input feature map channels | c_in! | cin! | "
    "number of input channels | incoming channel | source channel | depth of the input",
    "COUT": "output channel | out channel | output depth | channels out! | c_out! | cout! | output feature channel | "
    "number of output channels | outgoing channel | depth of the output | "
    "output volume depth",
    "OUTMAP": "output map | output feature map",
    "VEC": "vector",
    "VALUES": "value | entries! | number",
    "DIMENSIONAL": "dimensional",
    "THEM": "of them!",
    "IF": "if! | when!",
    "GROUP": "group | number of groups | cardinality",
    "GROUPED": "grouped convolution | group convolution | grouped conv | group conv | grouped | groupwise convolution",
    "DIL": "dilation | dilation rate | dilation factor | dilated | rate! | atrous | atrous rate | dilated convolution | "
    "dilated conv | atrous convolution",
    "NODIL": "no dilation | without dilation | undilated",
    "OUTPAD": "output padding | output_padding!",
    "UNITS": "unit | neuron | hidden unit | hidden neuron | node | hidden node | output neuron | output unit | output node",
    "UNITSIN": "input unit | input neuron | input node | input feature | in feature | input value",
    "UNITSOUT": "out feature | output feature | output class",
    "CLASS": "class | way! | category | categories! | classes!",
    "BITS": "bit | bit float | bits! | bits each! | bit floating point number | bit floating point",
    "BYTESEACH": "bytes each! | bytes per value! | bytes per element! | bytes per number! | byte float | byte each | "
    "bytes per activation! | bytes per float! | bytes per weight! | bytes per parameter!",
    "FLOAT32": "float32! | fp32! | single precision | 32 bit float | float 32!",
    "FLOAT16": "float16! | fp16! | half precision | bfloat16! | bf16! | 16 bit float",
    "FLOAT64": "float64! | fp64! | double precision",
    "INT8": "int8! | uint8! | one byte per value",
    "BATCH": "batch | mini batch | batch size | minibatch | batch of",
    "SAMPLES": "sample",
    "PICK": "top left | top right | bottom left | bottom right | maximum of | maximum value | largest value | minimum | sum of all | upper left | upper right | lower left | lower right | center value | centre value | middle",
    "INOUT": "in and out",
    "BIAS": "bias | biases! | bias term | bias parameter | bias weight",
    "EXCL": "without | no! | ignore | ignoring | exclude | excluding | excluded | excludes | disregard | "
    "disregarding | neglect | neglecting | not counting | do not count | don't count | omit | omitting | "
    "omitted | ignored | not included | leave out | leaving out | apart from | not used | none! | disabled | "
    "leave aside | leaving aside | free! | neglected | no additional | do not include | dropped | disregarded",
    "INCL": "include | including | included | counted | counting | plus | along with | also count | contains | enabled | in use!",
    "EACH": "each | apiece | per filter",
    # layers
    "CONVOLVE": "convolving | convolve | convolved",
    "CONV": "conv1d! | conv2d! | conv3d! | convolution | conv | convolutional | convs! | convolution operation | "
    "cross correlation | conv operation",
    "LAYER": "layer",
    "CONVLAYER": "conv layer | convolutional layer | convolution layer",
    "POOL": "pooling | pool | pooled! | subsampling | downsampling | pooling layer | pool layer",
    "MAXPOOL": "maxpool2d! | maxpooling2d! | max pooling | max pool | maxpool | maxpooling | maximum pooling | max pooled! | max pooling layer | "
    "max pool layer",
    "AVGPOOL": "avgpool2d! | averagepooling2d! | average pooling | avg pooling | average pool | avg pool | avgpool | mean pooling | mean pool | "
    "average pooling layer | averagepooling",
    "GAP": "global average pooling | global avg pool | gap! | global average pool | global pooling | global max pooling | "
    "global average pooling layer",
    "FC": "fully connected layer | fully connected | fc! | dense layer | dense | fc layer | linear layer | "
    "dense network | fully connected output layer | linear classifier | affine layer | connected in full | "
    "fully connected network | mlp | multilayer perceptron | linear!",
    "FLAT": "size of the vector | length of the vector | flatten | flattened | flattened vector | flattening | unrolled | flat vector",
    "BN": "batch normalization | batch norm | batchnorm | bn! | batch normalisation | batchnorm2d!",
    "RELU": "relu | activation function | non linearity | sigmoid | tanh | dropout | nonlinearity | leaky relu | gelu",
    "SKIP": "skip connection | identity shortcut | identity skip | shortcut connection | residual connection | "
    "identity skip connection | identity shortcut connection",
    "DWSEP": "depthwise separable convolution | depthwise separable | depthwise separable conv | separable convolution | "
    "depth wise separable convolution | depthwise separable layer | depthwise separable version | "
    "depthwise separable convolution layer | separable conv",
    "DW": "depthwise | depthwise convolution | depthwise conv | depth wise | channelwise convolution | depthwise part | "
    "depthwise step | depthwise layer | depthwise stage",
    "PW": "pointwise | pointwise convolution | pointwise conv | point wise | pointwise part | pointwise step | "
    "pointwise layer | pointwise stage | 1x1 pointwise",
    "TRANS": "convtranspose2d! | convtranspose1d! | convtranspose3d! | conv2dtranspose! | transposed convolution | transpose convolution | deconvolution | transposed conv | conv transpose | "
    "transposed | deconv | fractionally strided convolution | upconvolution | transposed convolutional layer | "
    "up convolution | deconvolutional layer | transposed 2d convolution",
    "BOTTLENECK": "bottleneck | bottleneck layer | bottleneck block | reduction layer | squeeze layer",
    "D1": "1d! | one dimensional | 1 d!",
    "D2": "2d! | two dimensional | 2 d!",
    "D3": "3d! | three dimensional | 3 d!",
    "UPSAMPLE": "upsampling | upsample | upsampled",
    # things with a shape
    "INPUT": "input | input volume | input image | input tensor | input feature map | input map | takes in | fed with | "
    "incoming volume | incoming tensor | input layer | input size | input shape | input plane",
    "IMAGE": "image | picture | photo | photograph | frame | patch | micrograph | scan | photos! | icon | thumbnail",
    "MAP": "feature map | map! | volume | tensor | activation map | activation volume | activation | maps! | array | "
    "signal | sequence | time series | feature volume | matrix | activations! | clip | video | feature maps!",
    "GRAY": "grayscale | gray scale | greyscale | grey scale | black and white | monochrome | single channel | "
    "one channel | gray! | grey!",
    "RGB": "rgb | color image | colour image | color picture | colour picture | color photo | colour photo | color! | "
    "colour! | color input | colour input",
    "OUTPUT": "output | comes out | come out | output volume | output tensor | resulting | result | produced | "
    "output size | output shape | output dimension | output resolution | emerges | convolved matrix | "
    "output spatial size | size of the output | spatial size of the output | shape of the output | "
    "dimensions of the output | convolved feature | comes back | leaves the layer | returned | it returns | output image",
    "GIVES": "become | becomes | became | shrinks | reduces it | is reduced | maps it | give | gives | yields | yield | produces | produce | turns | giving | yielding | producing | gave | produced | "
    "maps! | results in | obtains | obtained | reaches | leads to",
    "SIZE": "size | shape | dimension | resolution | spatial size | width and height | height and width | "
    "spatial dimension | spatial resolution | side | width | height | length | spatial shape | measures | side length",
    "ZEROS": "zeros! | zero rows | rows of zeros | pixels of zeros",
    "SPATIAL": "spatial size | spatial resolution | resolution | width and height | height and width | "
    "spatial dimension | spatial output size",
    "NOSTRIDE": "no stride",
    "ALL": "all | every | everywhere | both | throughout",
    # structure
    "THEN": "then! | followed by | and then | next | after that | afterwards | after it | subsequently | finally",
    "STACK": "stack | stacked | stacking | in a row | in succession | consecutive | successive | successively | "
    "one after the other | one after another | back to back | in sequence",
    "TWICE": "twice",
    "THRICE": "thrice",
    "TIMESN": "times",
    "PIXSTEP": "pixel at a time | pixels at a time | pixel per step",
    "AND": "and | as well as",
    "OR": "or",
    "TO": "to | into | onto",
    "FROM": "from",
    "BY": "by",
    "AT": "at",
    "VERSUS": "versus | vs! | compared with | compared to | instead of | rather than | as against | relative to | against | "
    "replace | replaced | replacing | replaces",
    "BEFORE": "in front | beforehand | first! | preceded by | before it",
    # what is asked
    "PARAMS": "parameter | trainable parameter | learnable parameter | total params | params! | param #! | param! | "
    "learned parameter | number of parameters | parameter count | total parameters | total number of parameters",
    "WEIGHTS": "weight | number of weights | weight count | kernel weight | filter weight | coefficient",
    "BIASES": "number of biases | how many biases",
    "MACS": "mac | macs! | multiply accumulate | multiply add | mult add | multiply accumulate operation | madds! | "
    "mult adds! | multiply accumulation | multiply add operation | mac operation | multiply accumulates!",
    "FLOPS": "flop | flops! | floating point operation",
    "MULTS": "multiplication | multiplication operation | multiply operation | multiplies! | scalar multiplication",
    "ADDS": "addition | additions! | add operation",
    "OPS": "operation | computational cost | compute cost | computation | cost",
    "RF": "how many input pixels | how much of the input | how large a patch of the input | how large an input region | how many pixels of the input | how wide an input region | receptive field | receptive field size | field of view | effective receptive field | theoretical receptive field",
    "LOCALRF": "local receptive field",
    "EFFK": "effective kernel size | effective kernel | effective filter size | effective size | effective spatial extent | "
    "effective window | effective size of the kernel",
    "MEM": "memory | byte | storage | bytes! | memory usage | memory footprint",
    "KIB": "kib! | kibibyte",
    "MIB": "mib! | mebibyte",
    "GIB": "gib!",
    "KB": "kb! | kilobyte",
    "MB": "mb! | megabyte",
    "GB": "gb! | gigabyte",
    "CONNECTIONS": "connection | number of connections",
    "NEURONS": "number of neurons | how many neurons",
    "PERNEURON": "how many inputs is each neuron connected | connected to how many inputs | inputs of each neuron | weights does each neuron | connections of each neuron | how many connections does each neuron | how many weights does each neuron | how many input values does each neuron | how many inputs does each neuron | inputs does each neuron | input connections per neuron | how many inputs does one neuron | inputs feed each neuron | each neuron connected | inputs per neuron | connections per neuron | connected to each neuron | how many inputs | "
    "values does each output neuron | connections does each neuron | weights per neuron",
    "RATIO": "ratio | how many times | by what factor | what factor | which factor | how much smaller | reduction factor | "
    "how much fewer | by how many times | factor",
    "PERCENT": "percent | percentage | what fraction | saving | savings | % | relative saving",
    "SAVED": "saved | reduced | fewer | less! | cheaper | smaller | reduction | reduce | save | reduces | decrease | shrink",
    "ELEMENTS": "number of elements | number of values | how many values | how many elements | how many numbers | "
    "total number of values | total number of elements | elements! | how many activations | total elements",
    "SOFTMAX": "softmax | softmax probabilities | softmax probability | class probabilities | softmax function",
    "MSE": "mse! | mean squared error | mean square error",
    "SSE": "sum of squared errors | sum of squares | squared error",
    "CE": "cross entropy | cross entropy loss | crossentropy | log loss | negative log likelihood | categorical cross entropy",
    "LOGITS": "logit | score",
    "PRED": "prediction | predicted | predict | predicted probabilities | predicted distribution | model output | estimate | "
    "predicted probability",
    "TARGET": "target | label | one hot | ground truth | true label | true distribution | truth | one hot label | "
    "correct class | true class | labels! | actual",
    "LAYERS": "how many layers | number of layers | how many such layers | how many convolution layers | "
    "how many conv layers | how many convolutional layers | how many of them",
    "SHARED": "weight sharing | shared weights | sharing weights | shared! | parameter sharing | weights are shared | "
    "share weights",
    "UNSHARED": "own weights | own weights and bias | without weight sharing | no weight sharing | unshared | "
    "locally connected | not shared | without sharing | separate weights | no sharing | without parameter sharing | "
    "own set of weights | weights were not shared | without shared weights",
    "STANDARD": "standard convolution | ordinary convolution | regular convolution | standard | ordinary | regular | normal | "
    "plain | direct | directly | full convolution | usual | conventional | traditional | ungrouped | standard one",
    "MILLIONS": "in millions | million",
    "PADDEDSHAPE": "after padding | resulting volume after padding | new dimension | padded shape | padded size | new shape | new size",
    "CEIL": "ceil mode | ceil_mode! | round up | rounded up | rounding up | ceiling",
    "FLOOR": "round down | rounded down | rounding down | floor | floored",
    "NATLOG": "natural logarithm | natural log | ln! | nats",
    "LOG2": "log base 2 | base 2 | log2! | bits",
    "DECIMALS": "decimal places | decimals! | decimal | significant digits | decimal place | digits! | significant figures",
    "TOTAL": "total | in all | overall | altogether | in total | sum! | add up | combined",
    "LABELLED": "layer by layer | per layer | each layer | after each layer | every layer",
    "CHANGE": "go from | changes from",
    "NOFLIP": "no kernel flipping | without flipping | no flipping | cross correlation",
    "FLIP": "kernel flipping | flip the kernel | flipped | true convolution | mathematical convolution | flipping the kernel",
    "OUTW": "out!",
    "KEEP": "keep | keeps | preserve | preserves | preserving | keeping | maintain | maintains | retain | retains | unchanged | kept",
    "PEROUT": "per output | per output unit | for each output",
    "REGION": "region | area | neighbourhood | neighborhood | block of pixels",
    "LEAST": "at least",
    # markers of what is no calculation
    "WHY": "why | explain | describe | discuss | reason | what is the purpose | purpose | which is better | better! | advantage | "
    "disadvantage | what is meant | define | what does it mean | what is a! | benefit | pros and cons | intuition | "
    "who! | when was | in your own words | justify | drawback | role of | difference between | recommend | should i",
    "UNKNOWABLE": "accuracy | epoch | training time | error rate | how long | latency | training image | training set | seconds | "
    "learning rate | frames per second | fps! | gpu | energy | validation | train | training | overfit | milliseconds | "
    "loss go | inference time | throughput | top 5 | top 1 | trained for | iterations | wattage | runtime",
    "COMPUTE": "compute | calculate | determine | find | work out | evaluate | derive | state | give! | count! | report | "
    "add up | how many | how much | what | which | list | show | express | convert | how large | how big | how does",
    "COMPARE": "compare",
    "IGN": "the | the same | a! | an! | is | are | was | were | has | have | with | using | uses | used | use | that | its | it | of | "
    "on | in | for | be | being | such | there | do! | does | did | apply | applied | applying | equal | equals | exactly | "
    "square! | now | i | one's | having | whose | this | these | both sides | on each side | side! | run! | "
    "per side | on every side | consisting | consists | made | set! | we | you | your | our | sized | only | just | "
    "respectively | pixel | px! | simple | as! | here | around | total number | pixels | slides over | "
    "over | same number of | each of size | then the | a single | hidden! | learnable | trainable | take | "
    "needed | required | need | needs | needed for | "
    "performs | perform | performed | executed | execute | slide | slides | sliding | along each axis | around the image | "
    "axis | axes! | every side | all sides | elements long | long! | wide! | high! | tall! | rows | row! | column | cell",
}
