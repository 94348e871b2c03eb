using System.Text;
using Emergency.Server.Across.Imports.Reading;
using Emergency.Server.Across.Imports.Reading.Tables;

namespace Emergency.Server.Tests.Imports;

/// <summary>Small files in the usual layouts of offices, read against one community. All persons are fictitious.</summary>
public abstract class UsualRegisters
{
    private protected static readonly KnownRegisters Yiyang = new(
        [new("411502001001", "义阳社区居民委员会"), new("411502001003", "三里店社区居民委员会")],
        []
    )
    {
        Today = new(2026, 11, 29),
    };

    private protected static RegisterReading Read(RegisterKind kind, string text) => Read(kind, Encoding.UTF8.GetBytes(text));

    private protected static RegisterReading Read(RegisterKind kind, byte[] bytes) => RegisterReader.Read(kind, "名册", bytes, Yiyang);

    /// <summary>A resident with values in some columns.</summary>
    private protected static (ResidentRow? Row, string Findings) Resident(string headings, string cells)
    {
        var read = Read(RegisterKind.Residents, $"姓名,所在社区,类别,出生日期,{headings}\n例常,义阳社区,独居老人,1950-01-02,{cells}\n");
        return (read.Of<ResidentRow>().SingleOrDefault(), Findings(read));
    }

    /// <summary>Each finding as its column and reason, without the identity number that small files leave out.</summary>
    private protected static string Findings(RegisterReading read) =>
        string.Join(
            ' ',
            read.Sheets.SelectMany(sheet => sheet.Findings)
                .Where(one => one.Reason != "id_missing")
                .Select(one => $"{one.Field}:{one.Reason}{(one.Outcome == Severity.Reject ? "!" : "")}")
        );
}
