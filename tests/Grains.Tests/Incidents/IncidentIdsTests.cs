using SafetyHub.Grains.Incidents;
using SafetyHub.Grains.Tests.Support;
using SafetyHub.Incidents;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Tests.Incidents;

public sealed class IncidentIdsTests
{
    [Fact]
    public void Id_OfOneOpening_IsAlwaysTheSame_AndOfItsForm()
    {
        // A stored id must be found again by every later version: this value may never change.
        var id = IncidentIds.Derive(new SubjectRef(SubjectKind.Resident, "kim"), IncidentCategory.Sos, "doll-1/e1");
        Assert.Equal("inc_bs2r3tzucajf4qfrcrxoebsyni", id.Value);
        Assert.True(IncidentId.TryParse(id.Value, out _));
    }

    [Fact]
    public void Id_AnyPartDiffers_IsAnother()
    {
        var place = new SubjectRef(SubjectKind.Place, "kim");
        IncidentId[] ids =
        [
            IncidentIds.Derive(TestSignals.Resident, IncidentCategory.Sos, "doll-1/e1"),
            IncidentIds.Derive(TestSignals.Resident, IncidentCategory.Sos, "doll-1/e2"),
            IncidentIds.Derive(TestSignals.Resident, IncidentCategory.Fall, "doll-1/e1"),
            IncidentIds.Derive(place, IncidentCategory.Sos, "doll-1/e1"),
            IncidentIds.Derive(new SubjectRef(SubjectKind.Resident, "lee"), IncidentCategory.Sos, "doll-1/e1"),
        ];
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }
}
