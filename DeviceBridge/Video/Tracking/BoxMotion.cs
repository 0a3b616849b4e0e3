using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video.Tracking;

/// <summary>
/// Where a person's box is and where it goes. The middle and the foot point move with a speed of their own; width and height only change
/// slowly. Detectors shiver by a share of the box and cut feet off now and then, so what is believed lies between prediction and sighting.
/// </summary>
internal struct BoxMotion
{
    // Shares of the box: how far a sighting's edge may be off, and how hard a person speeds up or turns in a second.
    private const float Shiver = 0.08f;
    private const float Acceleration = 1.2f;
    private const float FirstSpeed = 0.8f;
    private const float SizeChange = 0.25f; // a second

    // A box that lost a fifth of its height from one sighting to the next has its legs hidden: its lower edge says little about the foot.
    private const float HiddenShare = 0.8f;
    private const float HiddenDoubt = 4;

    private const float LongestStep = 10; // seconds: what was longer ago says nothing about the movement
    private AxisFilter _middle;
    private AxisFilter _foot;
    private AxisFilter _width;
    private AxisFilter _height;

    public BoxMotion(in Box box)
    {
        _middle = new AxisFilter(box.X + (box.Width / 2), Shiver * box.Width, FirstSpeed * box.Width);
        _foot = new AxisFilter(box.Y + box.Height, Shiver * box.Height, FirstSpeed / 2 * box.Height);
        _width = new AxisFilter(box.Width, 2 * Shiver * box.Width, 0);
        _height = new AxisFilter(box.Height, Shiver * box.Height, 0);
    }

    /// <summary>Where the person stands.</summary>
    public readonly (float X, float Y) Foot => (_middle.Position, _foot.Position);

    /// <summary>The box that is believed in now.</summary>
    public readonly Box Box => new(_middle.Position - (_width.Position / 2), _foot.Position - _height.Position, _width.Position, _height.Position);

    /// <summary>The box when the movement goes on for so long.</summary>
    public readonly Box After(float seconds)
    {
        var box = Box;
        var ahead = Math.Clamp(seconds, 0, LongestStep);
        return box with { X = box.X + (_middle.Speed * ahead), Y = box.Y + (_foot.Speed * ahead) };
    }

    /// <summary>Takes in the next sighting, so many seconds after the last.</summary>
    public void See(in Box box, float seconds)
    {
        if (seconds is <= 0 or > LongestStep)
        {
            this = new BoxMotion(box);
            return;
        }
        _middle.Advance(seconds, Acceleration * _width.Position);
        _foot.Advance(seconds, Acceleration / 2 * _height.Position);
        _width.Advance(seconds, 0);
        _height.Advance(seconds, 0);
        _width.Loosen(SizeChange * _width.Position * seconds);
        _height.Loosen(SizeChange * _height.Position * seconds);
        _middle.Correct(box.X + (box.Width / 2), Shiver * _width.Position);
        _foot.Correct(box.Y + box.Height, (box.Height < HiddenShare * _height.Position ? HiddenDoubt : 1) * Shiver * _height.Position);
        _width.Correct(box.Width, 2 * Shiver * _width.Position);
        _height.Correct(box.Height, Shiver * _height.Position);
    }
}
