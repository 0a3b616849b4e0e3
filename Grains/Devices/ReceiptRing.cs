using SafetyHub.Signals;

namespace SafetyHub.Grains.Devices;

/// <summary>
/// The receipts of a device's last 16 events: a message that is sent again at once is answered without a look at storage. Counts how many came again, which
/// changes nothing about the events but says how the way to the device is.
/// </summary>
/// <param name="repeated">Events that had come again before this activation.</param>
internal sealed class ReceiptRing(long repeated)
{
    private const int Size = 16;

    private EventReceipt[] _receipts = [];
    private int _next;

    /// <summary>Events that came again.</summary>
    public long Repeated { get; private set; } = repeated;

    public void CountRepeat() => Repeated++;

    public EventReceipt? Find(string eventId) => Array.Find(_receipts, receipt => receipt?.EventId == eventId);

    public void Add(EventReceipt receipt)
    {
        // Most devices send an event a day: the ring grows only for those that send more.
        if (_next == _receipts.Length && _receipts.Length < Size) Array.Resize(ref _receipts, Math.Max(2, _receipts.Length * 2));
        if (_next == _receipts.Length) _next = 0;
        _receipts[_next++] = receipt;
    }
}
