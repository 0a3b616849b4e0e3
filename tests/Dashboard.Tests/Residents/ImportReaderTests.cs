using System.Text;
using Microsoft.Extensions.Time.Testing;
using SafetyHub.Dashboard.Residents;

namespace SafetyHub.Dashboard.Tests.Residents;

public sealed class ImportReaderTests
{
    private static readonly ImportReader Reader = new(["deogyang", "ilsandong"], new FakeTimeProvider(new DateTimeOffset(2026, 11, 25, 0, 0, 0, TimeSpan.Zero)));

    [Theory]
    [InlineData("대상자ID,이름,출생연도\nr1,김순자,1941\n")]
    [InlineData("id;name;birthYear\r\nr1;김순자;1941\r\n")]
    [InlineData("ID\tName\tBirth Year\nr1\t김순자\t1941")]
    public void File_WithKoreanOrEnglishHeaders_AndAnyUsualDelimiter_Reads(string text)
    {
        var file = Reader.Read(Encoding.UTF8.GetBytes(text));
        Assert.Empty(file.Faults);
        var row = Assert.Single(file.Rows);
        Assert.Equal((2, "r1", "김순자", "1941"), (row.Line, row.Id, row.Cells["name"], row.Cells["birthYear"]));
    }

    [Fact]
    public void File_InUtf8WithMark_AndInCp949_ReadsTheSame()
    {
        const string text = "대상자ID,이름,주소\nr1,홍길동,덕양구 화정로 27\n";
        var korean = CodePagesEncodingProvider.Instance.GetEncoding(949)!.GetBytes(text);
        var marked = Encoding.UTF8.Preamble.ToArray().Concat(Encoding.UTF8.GetBytes(text)).ToArray();
        foreach (var bytes in new[] { korean, marked }) Assert.Equal("덕양구 화정로 27", Assert.Single(Reader.Read(bytes).Rows).Cells["address"]);
    }

    [Fact]
    public void File_InNeitherEncoding_SaysSo() => Assert.Equal("encoding", Assert.Single(Reader.Read([0x61, 0xff, 0xff, 0x0a]).Faults).Code);

    [Theory]
    [InlineData("", "empty", 0)]
    [InlineData("id,name,shoe\nr1,a,b\n", "unknown-column", 1)]
    [InlineData("id,name,이름\nr1,a,b\n", "double-column", 1)]
    [InlineData("id,phone\nr1,1\n", "missing-column", 1)]
    public void Header_Wrong_EndsTheFileWithItsFault(string text, string code, int line)
    {
        var file = Reader.Read(Encoding.UTF8.GetBytes(text));
        Assert.Equal((code, line), (Assert.Single(file.Faults).Code, file.Faults[0].Line));
        Assert.Empty(file.Rows);
    }

    [Fact]
    public void Rows_WithEveryKindOfFault_AreNamedByLineAndField_AndTheRightOnesRead()
    {
        const string text = """
            id,name,birthYear,district,lat,lon,language,caseworker,quietHours,contact1
            r1,김순자,1941,deogyang,37.6,126.8,ko,worker-1,22:00-07:00,김딸|딸|010-1
            R 2,이순자,1800,busan,37.6,,fr,W?,22:00,김딸 010-1
            r3,,1941,,,,,,,
            r1,박순자,,,95,200,,,,
            r4,최순자
            "r5","정 ""순"" 자",,,,,,,,

            r6,"여러
            줄",,,,,,,,
            r7,오순자,abc,,,,,,,
            """;
        var file = Reader.Read(Encoding.UTF8.GetBytes(text));
        Assert.Equal(["r1", "r5", "r6"], file.Rows.Select(row => row.Id));
        Assert.Equal("정 \"순\" 자", file.Rows[1].Cells["name"]);
        Assert.Equal(
            [
                "3:id:id-form", "3:birthYear:year", "3:district:district", "3:lat:half-position", "3:language:language", "3:caseworker:id-form", "3:quietHours:quiet", "3:contact1:contact",
                "4:name:required", "5:lat:degrees", "5:lon:degrees", "5:id:double-id", "6::columns", "11:birthYear:year",
            ],
            file.Faults.Select(fault => $"{fault.Line}:{fault.Field}:{fault.Code}"));
    }

    [Fact]
    public void Row_WithBrokenQuotes_IsAFaultOfItsLine()
    {
        var file = Reader.Read(Encoding.UTF8.GetBytes("id,name\nr1,a\"b\nr2,c\n"));
        Assert.Equal(("quotes", 2), (Assert.Single(file.Faults).Code, file.Faults[0].Line));
        Assert.Equal("r2", Assert.Single(file.Rows).Id);
    }

    [Fact]
    public void File_WithTooManyRows_SaysSoAndReadsNoFurther()
    {
        var text = new StringBuilder("id,name\n");
        for (var i = 0; i <= ImportReader.MostRows; i++) text.Append('r').Append(i).Append(",a\n");
        var file = Reader.Read(Encoding.UTF8.GetBytes(text.ToString()));
        Assert.Equal(ImportReader.MostRows, file.Rows.Count);
        Assert.Equal("too-many-rows", Assert.Single(file.Faults).Code);
    }

    [Fact]
    public void File_WithAnEndlessCell_SaysSo() =>
        Assert.Equal("cell-too-long", Assert.Single(Reader.Read(Encoding.UTF8.GetBytes("id,name\nr1,\"" + new string('a', 100_000) + "\"\n")).Faults).Code);

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+82-10-1234")]
    [InlineData("-x")]
    [InlineData("@cmd")]
    [InlineData("'=already")]
    [InlineData("''=twice")]
    [InlineData("김순자")]
    [InlineData("'78년생")]
    [InlineData("＝1")]
    public void Cell_GuardedAgainstFormulas_ComesBackAsItWas(string text)
    {
        var guarded = CsvSafety.Guarded(text);
        Assert.False(guarded[0] is '=' or '+' or '-' or '@' or '＝');
        Assert.Equal(text, CsvSafety.Undo(guarded));
    }
}
