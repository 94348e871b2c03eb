using System.Globalization;
using System.Text;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Server.Foundation;

namespace Emergency.Server.Tests.Fixtures;

/// <summary>
/// Registers of four small communities side by side: two of one street, one of another street, one of another county. All persons are
/// fictitious.
/// </summary>
internal static class QuarterRegisters
{
    public const string City = "4115",
        County = "411502",
        Street = "411502001",
        Here = "411502001001",
        Next = "411502001002",
        Away = "411502002001",
        Far = "411503001001";
    public const double Lon = 114.07,
        Lat = 32.11;
    private static readonly string[] Communities = [Here, Next, Away, Far];

    /// <summary>Members for each role in each team.</summary>
    private static readonly (Role Role, string Name, string Grid, string Building, string Unit)[] Team =
    [
        (Role.Secretary, "书记", "", "", ""),
        (Role.ChildDirector, "儿童主任", "", "", ""),
        (Role.GridChief, "网格长", "G1", "", ""),
        (Role.GroupLeader, "村民小组长", "G1", "", ""),
        (Role.BuildingChief, "楼栋长", "G1", "1号楼", ""),
        (Role.UnitChief, "单元长", "G1", "1号楼", "1单元"),
        (Role.Responder, "应急队员", "G1", "", ""),
        (Role.Volunteer, "志愿者", "G1", "", ""),
    ];

    public static Guid Person(string community, int number = 1) => Derived.Register("person", community[..6], $"R{community}{number}");

    public static Guid Household(string community, int number = 1) =>
        Derived.Register("household", community[..6], $"H{community}{number}");

    /// <summary>Contact of the second person.</summary>
    public static Guid Guardian(string community) => Derived.Register("guardian", community[..6], $"G{community}");

    public static Guid Member(string community, Role role) => Derived.Register("member", community[..6], $"M{community}{role}");

    public static Guid Lot(string community) => Derived.Register("lot", community[..6], $"S{community}");

    public static Guid Shelter(string community) => Derived.Register("shelter", community[..6], $"E{community}");

    /// <summary>The plan of <see cref="Here"/> as a file: one card that wakes doors, one that does not.</summary>
    public static string Plan(string community = Here) =>
        $$"""
            plan: { community: "{{community}}", title: 试阳社区预案（示例）, version: 2026-1 }
            cards:
              - id: old-block-fire
                hazard: fire
                title: 老旧小区火灾
                steps:
                  - { id: wake-building, class: life, role: [door-chain], text: 逐户叫醒, allow: 60 }
                  - { id: cut-power, class: professional, role: [供电], text: 楼外断电, allow: 60 }
                  - { id: keep-back, class: wait, role: [应急队, 志愿者], text: 拦住返回的人, allow: 60 }
              - id: first-report
                hazard: flood
                title: 报街道
                steps:
                  - { id: report, class: wait, role: [值班], text: 电话先报, allow: 60 }
            """;

    /// <summary>
    /// Loads the registers into a new server by its operator, and adds an account with a role above a community; the password is
    /// <see cref="ServerFixture.Password"/>.
    /// </summary>
    public static async Task Load(RunningServer server, string account, Role role, string division)
    {
        using var clerk = await server.SignIn("operator", RunningServer.OperatorPassword);
        await Load(clerk);
        await server.Account(
            clerk,
            new
            {
                account,
                password = ServerFixture.Password,
                grants = new[] { new Grant(role, new(division)) },
            }
        );
    }

    /// <summary>Loads every register in the order of their dependencies; <paramref name="clerk"/> answers for the whole city.</summary>
    public static async Task Load(Api clerk)
    {
        await Import(clerk, "divisions", City, "divisions.csv", Divisions());
        await Import(
            clerk,
            "areas",
            City,
            "areas.geojson",
            $$"""{"type":"FeatureCollection","features":[{{string.Join(',', Communities.Select(Area))}}]}"""
        );
        foreach (var county in Communities.GroupBy(code => code[..6], StringComparer.Ordinal))
        foreach (var (kind, text) in Files([.. county]))
            await Import(clerk, kind, county.Key, $"{kind}.csv", text);
        await Import(clerk, "plans", Here, "plan.yaml", Plan());
    }

    public static async Task<Answer> Import(Api clerk, string kind, string division, string file, string text)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        var answer = (await clerk.Send(HttpMethod.Post, $"/api/imports/{kind}?division={division}&file={file}", content)).Is(200);
        answer["files"].EnumerateArray().Sum(sheet => sheet.GetProperty("rejected").GetInt32()).ShouldBe(0, answer.Text);
        return answer;
    }

    private static string Divisions() =>
        Lines(
            "code,name,kind,parent",
            [
                $"{County},试河区,区,{City}",
                $"{Far[..6]},拟桥区,区,{City}",
                $"{Street},试城街道,街道,{County}",
                $"{Away[..9]},样权街道,街道,{County}",
                $"{Far[..9]},拟马街道,街道,{Far[..6]}",
                $"{Here},试阳社区,社区,{Street}",
                $"{Next},例店社区,社区,{Street}",
                $"{Away},样山社区,社区,{Away[..9]}",
                $"{Far},拟水社区,社区,{Far[..9]}",
            ]
        );

    private static IEnumerable<(string Kind, string Text)> Files(string[] communities) =>
        [
            (
                "households",
                Lines(
                    "household_id,community_code,grid,address,building,unit,floor,room,head_name,members,phone,lon,lat",
                    communities.SelectMany(code =>
                        (string[])
                            [
                                $"H{code}1,{code},G1,试阳路1号,1号楼,1单元,3,301,陈试家,3,139-0000-0001,{East(code)},{Lat}",
                                $"H{code}2,{code},G2,试阳路2号,2号楼,1单元,1,101,褚样户,2,139-0000-0002,{East(code, 0.0005)},{Lat}",
                            ]
                    )
                )
            ),
            (
                "residents",
                Lines(
                    "resident_id,household_id,name,sex,birth_date,category,mobility,phone,community_code,grid,address,building,unit,lon,lat,consent,updated_on",
                    communities.SelectMany(code =>
                        (string[])
                            [
                                $"R{code}1,H{code}1,陈试婆,女,1940-01-01,独居老人,需协助,139-0000-0003,{code},G1,试阳路1号,1号楼,1单元,{East(code)},{Lat},是,2026-01-05",
                                $"R{code}2,H{code}2,褚样娃,男,2019-01-01,留守儿童,自理,139-0000-0004,{code},G2,试阳路2号,2号楼,1单元,{East(code, 0.0005)},{Lat},是,2026-01-05",
                            ]
                    )
                )
            ),
            (
                "guardians",
                Lines(
                    "guardian_id,resident_id,role,name,relation,phone",
                    communities.Select(code => $"G{code},R{code}2,监护人,褚拟父,父,139-0000-0005")
                )
            ),
            (
                "team",
                Lines(
                    "member_id,name,role,phone,community_code,grid,building,unit,status",
                    communities.SelectMany(code =>
                        Team.Select(
                            (one, i) =>
                                $"M{code}{one.Role},卫拟{one.Name[0]},{one.Name},139-0000-{Array.IndexOf(Communities, code) + 1}1{i:00},{code},{one.Grid},{one.Building},{one.Unit},在岗"
                        )
                    )
                )
            ),
            (
                "roster",
                Lines(
                    "community_code,day,shift,from,to,post,member_id",
                    communities.SelectMany(code =>
                        Enumerable
                            .Range(-1, 3)
                            .SelectMany(day =>
                                (string[])
                                    [
                                        $"{code},{day},白班,08:00,20:00,值班,M{code}{Role.Volunteer}",
                                        $"{code},{day},夜班,20:00,08:00,值班,M{code}{Role.Volunteer}",
                                    ]
                            )
                    )
                )
            ),
            (
                "shelters",
                Lines(
                    "shelter_id,name,type,capacity,area_m2,open_hours,barrier_free,contact_id,community_code,lon,lat,indoor,fit",
                    communities.Select(code =>
                        $"E{code},例园避难点,社区活动中心,40,160,全天,是,M{code}{Role.Volunteer},{code},{East(code, 0.004)},{Lat},是,fire"
                    )
                )
            ),
            (
                "supplies",
                Lines(
                    "item_id,name,category,unit,quantity,min_quantity,expires_on,community_code,location,keeper_id,checked_on",
                    communities.Select(code => $"S{code},手电,照明,支,10,5,,{code},物资点,M{code}{Role.Volunteer},2026-01-05")
                )
            ),
        ];

    private static string Area(string code)
    {
        var (west, east) = (Number(West(code)), Number(West(code) + 0.02));
        return $$$"""{"type":"Feature","properties":{"code":"{{{code}}}","synthetic":true},"geometry":{"type":"Polygon","coordinates":[[[{{{west}}},32.10],[{{{east}}},32.10],[{{{east}}},32.12],[{{{west}}},32.12],[{{{west}}},32.10]]]}}""";
    }

    private static double West(string code) => 114.06 + 0.02 * Array.IndexOf(Communities, code);

    private static string East(string code, double more = 0) => Number(West(code) + 0.01 + more);

    private static string Number(double value) => value.ToString("0.000000", CultureInfo.InvariantCulture);

    private static string Lines(string header, IEnumerable<string> rows) => string.Join('\n', rows.Prepend(header)) + "\n";
}
