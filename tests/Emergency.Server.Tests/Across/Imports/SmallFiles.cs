using System.Text;
using System.Text.Json;
using Emergency.Domain;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Imports;

/// <summary>The classes that send register files to a quarter of their own, one after the other.</summary>
[CollectionDefinition(nameof(SmallFiles))]
public sealed class SmallFilesCollection : ICollectionFixture<Quarter>;

/// <summary>Small register files and their results. All persons are fictitious.</summary>
[Collection(nameof(SmallFiles))]
public abstract class SmallFiles(Quarter quarter)
{
    protected Quarter Quarter => quarter;

    protected const string Here = QuarterRegisters.Here,
        Next = QuarterRegisters.Next,
        Away = QuarterRegisters.Away,
        Far = QuarterRegisters.Far;
    protected const string PersonHead =
        "resident_id,household_id,name,sex,birth_date,id_no,category,mobility,special_needs,care_level,lives_alone,phone,community_code,grid,address,building,unit,floor,room,lon,lat,consent,updated_on";
    private static int _last;

    protected static string Number(string kind) => FormattableString.Invariant($"{kind}{Interlocked.Increment(ref _last):000}");

    protected static string Person(
        string number,
        string name,
        string born = "1949-07-29",
        string id = "",
        string community = Here,
        string phone = "139-0000-0101",
        string needs = "听力障碍",
        string home = ""
    ) =>
        $"{number},{home},{name},女,{born},{id},残疾人,卧床,{needs},A,是,{phone},{community},G1,试阳路4号,4号楼,2单元,3,307,114.066,32.118,是,2026-01-05";

    protected Task<Answer> Send(string kind, string division, string text, bool dryRun = false, Api? by = null) =>
        (by ?? quarter.Clerk).Send(
            HttpMethod.Post,
            $"/api/imports/{kind}?division={division}&file={kind}.csv&dryRun={(dryRun ? "true" : "false")}",
            new ByteArrayContent(Encoding.UTF8.GetBytes(text))
        );

    private protected static List<string> Found(Answer answer) =>
        [
            .. answer["files"]
                .EnumerateArray()
                .SelectMany(sheet => sheet.GetProperty("findings").EnumerateArray())
                .Where(one => one.GetProperty("outcome").GetString() == "reject")
                .Select(one =>
                    $"{one.GetProperty("row").GetInt32()} {one.GetProperty("field").GetString()} {one.GetProperty("reason").GetString()}"
                ),
        ];

    protected static int Imported(Answer answer) => answer["files"].EnumerateArray().Sum(sheet => sheet.GetProperty("imported").GetInt32());

    /// <summary>A record in clear, as the street office sees it.</summary>
    protected async Task<JsonElement> Read(Guid person, From from = From.Here) =>
        (
            await (await quarter.As(Role.StreetOfficer, from)).Post(
                $"/api/communities/{(from == From.Far ? Far : from == From.Away ? Away : Here)}/residents/{person}/reveal",
                new { reason = "核对登记" }
            )
        )
            .Is(200)
            .Body;

    protected static Guid Id(string number, string county = QuarterRegisters.County) => Derived.Register("person", county, number);

    protected static string Without(string record) =>
        System.Text.RegularExpressions.Regex.Replace(
            record,
            "\"(?:accessId|position)\":[^,}]*",
            "",
            System.Text.RegularExpressions.RegexOptions.None,
            TimeSpan.FromSeconds(1)
        );

    /// <summary>An identity number that no other case has (GB 11643: the last character checks the others).</summary>
    protected static string Identity()
    {
        var digits = FormattableString.Invariant($"41150219490729{Interlocked.Increment(ref _last):000}");
        return digits + "10X98765432"[digits.Select((digit, at) => (digit - '0') * ((1 << (17 - at)) % 11)).Sum() % 11];
    }
}
