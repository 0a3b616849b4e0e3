using Microsoft.ML.OnnxRuntime;
using OpenCvSharp;

namespace SafetyHub.DeviceBridge.Video.Detection;

/// <summary>
/// A lane for the HOG model: the picture is searched in shrinking sizes with a fixed window of 64 x 128 pixels.
/// Its margin becomes a score by a logistic curve so that thresholds mean the same for every family.
/// </summary>
internal sealed class HogLane(InferenceSession session, int largestWidth) : IDetectionLane
{
    private const int WindowWidth = 64;
    private const int WindowHeight = 128;
    private const int Step = 8;
    private const double Shrink = 1.15;
    private const float Steepness = 3f;
    private const float SamePersonOverlap = 0.35f;

    // The window has a margin around the person; these shares of it are the person.
    private static readonly Box PersonInWindow = new(0.225f, 0.12f, 0.55f, 0.76f);

    private readonly RunOptions _run = new();
    private readonly Mat _grey = new();
    private Level[] _levels = [];
    private Size _frame;

    public Size SizeFor(Size picture) => picture; // it looks in many

    public IEnumerable<float> LastValues => _levels.SelectMany(level => level.Margins);

    public void Detect(Mat picture, float floor, List<Sighting> found)
    {
        found.Clear();
        if (picture.Size() != _frame)
            Plan(picture.Size());
        Cv2.CvtColor(picture, _grey, ColorConversionCodes.BGR2GRAY);
        foreach (var level in _levels)
        {
            level.Run(session, _run, _grey);
            Collect(level, floor, found);
        }
        Suppression.KeepBest(found, SamePersonOverlap);
    }

    public void Dispose()
    {
        foreach (var level in _levels)
            level.Dispose();
        _grey.Dispose();
        _run.Dispose();
    }

    private static float Score(float margin) => 1 / (1 + MathF.Exp(-Steepness * (margin - 0.3f)));

    private static void Collect(Level level, float floor, List<Sighting> found)
    {
        for (var row = 0; row < level.Rows; row++)
        {
            for (var column = 0; column < level.Columns; column++)
            {
                var score = Score(level.Margins[row * level.Columns + column]);
                if (score < floor)
                    continue;
                var left = column * Step + PersonInWindow.X * WindowWidth;
                var top = row * Step + PersonInWindow.Y * WindowHeight;
                var box = new Box(left / level.Size.Width, top / level.Size.Height,
                    PersonInWindow.Width * WindowWidth / level.Size.Width, PersonInWindow.Height * WindowHeight / level.Size.Height);
                found.Add(new Sighting(box.Clipped(), score));
            }
        }
    }

    private void Plan(Size frame)
    {
        foreach (var level in _levels)
            level.Dispose();
        _frame = frame;
        var levels = new List<Level>();
        for (double width = largestWidth; ; width /= Shrink)
        {
            var size = new Size((int)width / Step * Step, (int)(width * frame.Height / frame.Width) / Step * Step);
            if (size.Width < WindowWidth || size.Height < WindowHeight)
                break;
            levels.Add(new Level(size));
        }
        _levels = [.. levels];
    }

    /// <summary>One size of the picture with its buffers.</summary>
    private sealed class Level : IDisposable
    {
        private static readonly string[] InputNames = [Conversion.HogOnnxBuilder.InputName];
        private static readonly string[] OutputNames = [Conversion.HogOnnxBuilder.OutputName];
        private readonly Mat _scaled = new();
        private readonly float[] _input;
        private readonly Mat _inputView;
        private readonly OrtValue[] _inputs;
        private readonly OrtValue[] _outputs;

        public Level(Size size)
        {
            Size = size;
            Rows = (size.Height - WindowHeight) / Step + 1;
            Columns = (size.Width - WindowWidth) / Step + 1;
            _input = GC.AllocateUninitializedArray<float>(size.Width * size.Height, pinned: true);
            _inputView = Mat.FromPixelData(size.Height, size.Width, MatType.CV_32FC1, System.Runtime.InteropServices.Marshal.UnsafeAddrOfPinnedArrayElement(_input, 0));
            Margins = new float[Rows * Columns];
            _inputs = [OrtValue.CreateTensorValueFromMemory(_input, [1, 1, size.Height, size.Width])];
            _outputs = [OrtValue.CreateTensorValueFromMemory(Margins, [1, 1, Rows, Columns])];
        }

        public Size Size { get; }

        public int Rows { get; }

        public int Columns { get; }

        public float[] Margins { get; }

        public void Run(InferenceSession session, RunOptions run, Mat grey)
        {
            Cv2.Resize(grey, _scaled, Size, 0, 0, Size.Width < grey.Width ? InterpolationFlags.Area : InterpolationFlags.Linear);
            _scaled.ConvertTo(_inputView, MatType.CV_32FC1);
            session.Run(run, InputNames, _inputs, OutputNames, _outputs);
        }

        public void Dispose()
        {
            foreach (var value in _inputs.Concat(_outputs))
                value.Dispose();
            _inputView.Dispose();
            _scaled.Dispose();
        }
    }
}
