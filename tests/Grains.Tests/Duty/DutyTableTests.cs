using SafetyHub.Duty;
using SafetyHub.Grains.Duty;

namespace SafetyHub.Grains.Tests.Duty;

public sealed class DutyTableTests
{
    private static readonly DutyShift[] Table =
    [
        new(DayOfWeek.Monday, new TimeOnly(9, 0), new TimeOnly(18, 0), "park"),
        new(DayOfWeek.Monday, new TimeOnly(18, 0), new TimeOnly(9, 0), "choi"),
        new(DayOfWeek.Saturday, new TimeOnly(22, 0), new TimeOnly(6, 0), "lee"),
        new(DayOfWeek.Monday, new TimeOnly(8, 0), new TimeOnly(10, 0), "jung"),
        new(DayOfWeek.Sunday, new TimeOnly(12, 0), new TimeOnly(0, 0), "han"),
    ];

    [Theory]
    // 4 May 2026 is a Monday; the times are Korean.
    [InlineData("2026-05-04T09:00:00+09:00", "park,jung")]
    [InlineData("2026-05-04T09:59:59+09:00", "park,jung")]
    [InlineData("2026-05-04T17:59:59+09:00", "park")]
    [InlineData("2026-05-04T18:00:00+09:00", "choi")]
    [InlineData("2026-05-05T03:00:00+09:00", "choi")]
    [InlineData("2026-05-05T09:00:00+09:00", "")]
    [InlineData("2026-05-04T00:00:00Z", "park,jung")]
    [InlineData("2026-05-02T23:00:00+09:00", "lee")]
    [InlineData("2026-05-03T05:59:00+09:00", "lee")]
    [InlineData("2026-05-03T06:00:00+09:00", "")]
    [InlineData("2026-05-03T23:59:59+09:00", "han")]
    [InlineData("2026-05-04T00:00:00+09:00", "")]
    public void Duty_AtAnInstant_NamesWhoIsOnDutyInTheOrderOfTheTable(string at, string expected) =>
        Assert.Equal(expected, string.Join(',', DutyTable.OnDuty(Table, DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture))));

    [Fact]
    public void Duty_OfOnePersonInTwoShifts_NamesThePersonOnce()
    {
        DutyShift[] table = [Table[0], Table[0] with { From = new TimeOnly(8, 0) }];
        Assert.Equal(["park"], DutyTable.OnDuty(table, new DateTimeOffset(2026, 5, 4, 10, 0, 0, TimeSpan.FromHours(9))));
    }

    [Fact]
    public void Shift_ThatEndsWhereItStarts_LastsADay()
    {
        DutyShift[] table = [new(DayOfWeek.Monday, new TimeOnly(0, 0), new TimeOnly(0, 0), "park")];
        DutyTable.Check(table);
        Assert.Equal(["park"], DutyTable.OnDuty(table, new DateTimeOffset(2026, 5, 4, 23, 59, 59, TimeSpan.FromHours(9))));
        Assert.Empty(DutyTable.OnDuty(table, new DateTimeOffset(2026, 5, 5, 0, 0, 0, TimeSpan.FromHours(9))));
    }

    [Fact]
    public void Shift_ThatNamesNobody_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => DutyTable.Check([Table[0] with { Caseworker = " " }]));
        Assert.Throws<ArgumentException>(() => DutyTable.Check([.. Enumerable.Repeat(Table[0], 201)]));
    }
}
