using SafetyHub.Devices;
using SafetyHub.Incidents;
using SafetyHub.Residents;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Tests.Devices;

public sealed class DeviceEventTests(DeviceRig rig) : IClassFixture<DeviceRig>
{
    [Fact]
    public async Task Sos_OfARegisteredRobot_OpensACriticalIncidentAndAnswersAloud()
    {
        await rig.ResidentGrain("ev-kim").Save(new ResidentProfile("김영희", "deogyang-gu", null, null, null, "ko", null));
        var robot = await rig.RegisterAsync("ev-doll-1", subject: DeviceRig.Resident("ev-kim"));

        var receipt = await robot.ReportEvent(rig.Event("ev-doll-1", "sos.hand-hold"));

        var incident = await rig.TheOpenIncidentAsync(DeviceRig.Resident("ev-kim"), IncidentCategory.Sos);
        Assert.Equal((ReceiptStatus.Accepted, incident.Id.Value, "도움을 요청했어요. 곧 연락이 갑니다."), (receipt.Status, receipt.IncidentId, receipt.Say));
        Assert.Equal((Severity.Critical, "김영희", "deogyang-gu"), (incident.Severity, incident.Subject.Name, incident.Subject.District));
    }

    [Fact]
    public async Task Receipt_ForAnEnglishHome_IsSpokenInEnglish()
    {
        await rig.ResidentGrain("ev-smith").Save(new ResidentProfile("Ann", "ilsandong-gu", null, null, null, "en", null));
        var robot = await rig.RegisterAsync("ev-doll-en", subject: DeviceRig.Resident("ev-smith"));
        var receipt = await robot.ReportEvent(rig.Event("ev-doll-en", "sos.voice"));
        Assert.Equal("I have asked for help. Somebody will contact you soon.", receipt.Say);
    }

    [Fact]
    public async Task Sos_OfADeviceThatServesNobody_StillOpensAnIncident()
    {
        var device = DeviceId.Parse("ev-stock");
        var receipt = await rig.Device("ev-stock").ReportEvent(rig.Event("ev-stock", "sos.button"));
        var incident = await rig.TheOpenIncidentAsync(SubjectRef.ForUnassigned(device), IncidentCategory.Sos);
        Assert.Equal(incident.Id.Value, receipt.IncidentId);
    }

    [Fact]
    public async Task Registration_ThatNeverReachedTheGrain_IsFoundInTheRegistry()
    {
        var registration = new DeviceRegistration(
            DeviceId.Parse("ev-direct"), DeviceKind.Robot, "Doll", DeviceRig.Resident("ev-direct-kim"), new byte[16], new byte[32], rig.Now);
        await rig.Registry.SaveAsync(registration, CancellationToken.None);
        await rig.Device("ev-direct").ReportEvent(rig.Event("ev-direct", "fall"));
        await rig.TheOpenIncidentAsync(DeviceRig.Resident("ev-direct-kim"), IncidentCategory.Fall);
    }

    [Fact]
    public async Task SameEvent_SentFiveTimesAtOnce_IsOneIncidentWithOneSignal()
    {
        var robot = await rig.RegisterAsync("ev-dup", subject: DeviceRig.Resident("ev-dup-kim"));
        var sos = rig.Event("ev-dup", "sos.hand-hold");
        var receipts = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => robot.ReportEvent(sos)));
        var incident = await rig.TheOpenIncidentAsync(DeviceRig.Resident("ev-dup-kim"), IncidentCategory.Sos);
        Assert.All(receipts, receipt => Assert.Equal(incident.Id.Value, receipt.IncidentId));
        Assert.Single(receipts, receipt => receipt.Status == ReceiptStatus.Accepted);
        Assert.Equal(1, incident.SignalCount);
    }

    [Fact]
    public async Task SameEvent_AfterTheGrainForgotIt_IsStillADuplicate()
    {
        var robot = await rig.RegisterAsync("ev-dup2", subject: DeviceRig.Resident("ev-dup2-kim"));
        var sos = rig.Event("ev-dup2", "sos.hand-hold");
        var first = await robot.ReportEvent(sos);
        for (var i = 0; i < 17; i++) await robot.ReportEvent(rig.Event("ev-dup2", "touch"));
        var again = await robot.ReportEvent(sos);
        await DeviceRig.ForgetAsync(robot);
        var afterRestart = await robot.ReportEvent(sos);
        Assert.Equal((ReceiptStatus.Duplicate, first.IncidentId), (again.Status, again.IncidentId));
        Assert.Equal((ReceiptStatus.Duplicate, first.IncidentId), (afterRestart.Status, afterRestart.IncidentId));
    }

    [Fact]
    public async Task Sos_AfterTheIncidentWasResolved_OpensANewOneAndTheOldEventStaysADuplicate()
    {
        var robot = await rig.RegisterAsync("ev-again", subject: DeviceRig.Resident("ev-again-kim"));
        var (first, joined) = (rig.Event("ev-again", "sos.hand-hold"), rig.Event("ev-again", "sos.voice"));
        var opened = await robot.ReportEvent(first);
        await robot.ReportEvent(joined);
        await ResolveAsync(opened.IncidentId!);

        await DeviceRig.ForgetAsync(robot);
        var redelivered = await robot.ReportEvent(joined);
        var second = await robot.ReportEvent(rig.Event("ev-again", "sos.hand-hold"));

        Assert.Equal((ReceiptStatus.Duplicate, opened.IncidentId), (redelivered.Status, redelivered.IncidentId));
        Assert.Equal(ReceiptStatus.Accepted, second.Status);
        Assert.NotEqual(opened.IncidentId, second.IncidentId);
        var open = await rig.TheOpenIncidentAsync(DeviceRig.Resident("ev-again-kim"), IncidentCategory.Sos);
        Assert.Equal(second.IncidentId, open.Id.Value);
    }

    [Theory]
    [InlineData(-86400, SignalFlags.ClockCorrected | SignalFlags.Late)]
    [InlineData(3600, SignalFlags.ClockCorrected)]
    [InlineData(-90, SignalFlags.None)]
    public async Task Sos_WithAClockThatIsOff_OpensAnIncidentAtTheTimeOfArrivalAndSaysSo(int seconds, SignalFlags flags)
    {
        var id = $"ev-clock{seconds}".Replace("-", "m", StringComparison.Ordinal);
        var robot = await rig.RegisterAsync(id, subject: DeviceRig.Resident(id));
        var reported = rig.Now.AddSeconds(seconds);
        await robot.ReportEvent(rig.Event(id, "sos.hand-hold", at: reported));
        var signal = Assert.Single((await rig.TheOpenIncidentAsync(DeviceRig.Resident(id), IncidentCategory.Sos)).Signals);
        Assert.Equal((flags, flags == SignalFlags.None ? reported : rig.Now), (signal.Flags, signal.At));
        Assert.Equal(flags == SignalFlags.None ? null : TimeSpan.FromSeconds(seconds), (await robot.Get()).ClockSkew);
    }

    [Fact]
    public async Task Event_OvertakenByALaterOne_RaisesButEndsNothing()
    {
        var square = new SubjectRef(SubjectKind.Place, "ev-order-square");
        var camera = await rig.RegisterAsync("ev-order", DeviceKind.Camera, square);
        await camera.ReportEvent(rig.Event("ev-order", "crowd") with { Seq = 5 });
        await camera.ReportEvent(rig.Event("ev-order", "crowd.ended") with { Seq = 4 });
        Assert.Equal(Condition.Active, (await rig.TheOpenIncidentAsync(square, IncidentCategory.Crowd)).Condition);

        await camera.ReportEvent(rig.Event("ev-order", "crowd.ended") with { Seq = 6 });
        Assert.Equal(Condition.Cleared, (await rig.TheOpenIncidentAsync(square, IncidentCategory.Crowd)).Condition);

        await camera.ReportEvent(rig.Event("ev-order", "fire") with { Seq = 3 });
        var fire = await rig.TheOpenIncidentAsync(square, IncidentCategory.Fire);
        Assert.Equal(SignalFlags.OutOfOrder, Assert.Single(fire.Signals).Flags);
        Assert.Contains(fire.Reasons, reason => reason.Key == "reason.out-of-order");
    }

    [Fact]
    public async Task TakeBack_OvertakenByALaterCall_DoesNotTakeThatBack()
    {
        var robot = await rig.RegisterAsync("ev-abort", subject: DeviceRig.Resident("ev-abort-kim"));
        var first = rig.Event("ev-abort", "sos.hand-hold") with { Seq = 1 };
        await robot.ReportEvent(first);
        await robot.ReportEvent(rig.Event("ev-abort", "sos.voice") with { Seq = 3 });
        await robot.ReportEvent(rig.Event("ev-abort", "sos.abort") with { Seq = 2 });
        Assert.False((await rig.TheOpenIncidentAsync(DeviceRig.Resident("ev-abort-kim"), IncidentCategory.Sos)).TakenBack);

        await robot.ReportEvent(rig.Event("ev-abort", "sos.abort") with { Seq = 4 });
        Assert.True((await rig.TheOpenIncidentAsync(DeviceRig.Resident("ev-abort-kim"), IncidentCategory.Sos)).TakenBack);
    }

    [Fact]
    public async Task Events_ThatComeAgain_AreCountedAtTheDevice()
    {
        var robot = await rig.RegisterAsync("ev-count", subject: DeviceRig.Resident("ev-count-kim"));
        var sos = rig.Event("ev-count", "sos.hand-hold");
        for (var n = 0; n < 4; n++) await robot.ReportEvent(sos);
        Assert.Equal(3, (await robot.Get()).RepeatedEvents);

        // Kept with the state, which a birth writes.
        await robot.ReportBirth(new DeviceBirth(null, null, null, "b1", [], rig.Now));
        await DeviceRig.ForgetAsync(robot);
        Assert.Equal(3, (await robot.Get()).RepeatedEvents);
        await robot.ReportEvent(sos);
        Assert.Equal(4, (await robot.Get()).RepeatedEvents);
    }

    [Fact]
    public async Task Event_WhileStorageIsOut_ThrowsAndIsTakenWhenItIsSentAgain()
    {
        var robot = await rig.RegisterAsync("ev-disk", subject: DeviceRig.Resident("ev-disk-kim"));
        var sos = rig.Event("ev-disk", "sos.hand-hold");
        rig.Log.FailNextSignals = 2;
        await Assert.ThrowsAnyAsync<Exception>(() => robot.ReportEvent(sos));
        Assert.Empty(await rig.OpenAsync(DeviceRig.Resident("ev-disk-kim")));
        Assert.Equal(ReceiptStatus.Accepted, (await robot.ReportEvent(sos)).Status);
    }

    [Fact]
    public async Task Event_WhoseStorageHiccupsOnce_IsTakenWithoutTheDeviceNoticing()
    {
        var robot = await rig.RegisterAsync("ev-hiccup", subject: DeviceRig.Resident("ev-hiccup-kim"));
        rig.Log.FailNextSignals = 1;
        Assert.Equal(ReceiptStatus.Accepted, (await robot.ReportEvent(rig.Event("ev-hiccup", "sos.hand-hold"))).Status);
        Assert.Equal(1, (await rig.TheOpenIncidentAsync(DeviceRig.Resident("ev-hiccup-kim"), IncidentCategory.Sos)).SignalCount);
    }

    [Fact]
    public async Task UnknownType_FromAKnownDevice_IsKeptAndShown()
    {
        var robot = await rig.RegisterAsync("ev-odd", subject: DeviceRig.Resident("ev-odd-kim"));
        await robot.ReportEvent(rig.Event("ev-odd", "vendor.special"));
        var incident = await rig.TheOpenIncidentAsync(DeviceRig.Resident("ev-odd-kim"), IncidentCategory.Unknown);
        Assert.Equal((Severity.Low, SignalFlags.UnknownType), (incident.Severity, incident.Signals[0].Flags));
    }

    [Fact]
    public async Task DeviceTest_RunsTheWholePathAndIsMarked()
    {
        var robot = await rig.RegisterAsync("ev-test", subject: DeviceRig.Resident("ev-test-kim"));
        await robot.ReportEvent(rig.Event("ev-test", "device.test"));
        Assert.True((await rig.TheOpenIncidentAsync(DeviceRig.Resident("ev-test-kim"), IncidentCategory.Test)).IsTest);
    }

    [Fact]
    public async Task EventOfAKind_ThatDoesNotSendItByContract_IsTakenAllTheSameAndMarked()
    {
        var park = new SubjectRef(SubjectKind.Place, "ev-park");
        var camera = await rig.RegisterAsync("ev-cam", DeviceKind.Camera, park);
        var receipt = await camera.ReportEvent(rig.Event("ev-cam", "sos.hand-hold"));
        Assert.Equal(ReceiptStatus.Accepted, receipt.Status);
        Assert.Null(receipt.Say);
        var incident = await rig.TheOpenIncidentAsync(park, IncidentCategory.Sos);
        Assert.Equal(SignalFlags.UnexpectedSender, incident.Signals[0].Flags);
        Assert.Contains(incident.Reasons, reason => reason.Key == "reason.unexpected-sender");
    }

    private async Task ResolveAsync(string incidentId)
    {
        var incident = rig.Grains.GetGrain<IIncidentGrain>(GrainKeys.Incident(IncidentId.Parse(incidentId)));
        var result = await incident.Execute(new Resolve("user:op", null, Outcome.Real, "found"));
        Assert.Equal(RefusalReason.None, result.Refusal);
    }
}
