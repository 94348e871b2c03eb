using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Domain.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Warnings;

/// <summary>
/// A county of its own beside the borough, so that its warnings disturb no other test: two streets with three communities, two shelters,
/// two teams: in 样沟村 two people can be called, one after the other, elsewhere nobody. All persons are fictitious.
/// </summary>
internal static class Valley
{
    public const string County = "411504",
        Street = "411504001",
        Here = "411504001001",
        Next = "411504001002",
        OtherStreet = "411504002",
        Away = "411504002001";
    public static readonly MemberId Chief = Member("chief"),
        Leader = Member("leader"),
        Silent = Member("silent"),
        Keeper = Member("keeper"),
        Deputy = Member("deputy");
    private static readonly Lock Gate = new();
    private static Task? _loaded;

    /// <summary>Registers the valley once for all tests.</summary>
    public static Task Load(Borough borough)
    {
        lock (Gate)
            return _loaded ??= Register(borough);
    }

    public static Task<Resident> Duty(Borough borough) => borough.As(Role.CountyDuty, County);

    private static MemberId Member(string name) => new(Derived.Register("member", County, name));

    private static Located At(double lon, double lat) => new(new(lon, lat), Datum.Wgs84, new(lon, lat));

    private static async Task Register(Borough borough)
    {
        var now = TimeProvider.System.GetUtcNow();
        foreach (
            var (code, name, kind, west, east) in ((string, string, string, double, double)[])
                [
                    (County, "平岭县", "县", 115.0, 115.3),
                    (Street, "上坪镇", "镇", 115.00, 115.04),
                    (OtherStreet, "下坪镇", "镇", 115.04, 115.08),
                    (Here, "试岭村", "村", 115.00, 115.02),
                    (Next, "样沟村", "村", 115.02, 115.04),
                    (Away, "例坪村", "村", 115.04, 115.06),
                ]
        )
        {
            await borough.Do(Entities.Place(Borough.Realm, code), new RegisterDivision(code, name, kind, new(2024, 1, 1), null, now));
            await borough.Do(
                Entities.Place(Borough.Realm, code),
                new DrawBoundary(
                    new([
                        [
                            [new(west, 31.0), new(east, 31.0), new(east, 31.02), new(west, 31.02), new(west, 31.0)],
                        ],
                    ]),
                    true,
                    null,
                    now
                )
            );
        }
        foreach (
            var (id, code, name, lon) in ((MemberId, string, string, double)[])
                [(Chief, Here, "near", 115.011), (Leader, Next, "far", 115.035)]
        )
            await borough.Do(
                Entities.Shelter(Borough.Realm, new(id.Value)),
                new RecordShelter(
                    new(new(id.Value), code, name, "学校", 40, 200, "全天", true, true, ["flood"], At(lon, 31.01), null),
                    null,
                    now
                )
            );
        await borough.Do(
            Entities.Team(Borough.Realm, Here),
            new RecordMembers(
                [
                    await Of(borough, Chief, TeamRole.GridChief, "严试格", "13900000041", "G1"),
                    await Of(borough, Leader, TeamRole.GroupLeader, "华拟组", "13900000042", "G2"),
                    await Of(borough, Silent, TeamRole.BuildingChief, "金例默", "13900000043", "G1"),
                ],
                null,
                now
            )
        );
        await borough.Do(
            Entities.Team(Borough.Realm, Next),
            new RecordMembers(
                [
                    await Of(borough, Keeper, TeamRole.Secretary, "秦试书", "13900000044", "G1"),
                    await Of(borough, Deputy, TeamRole.Secretary, "许拟副", "13900000045", "G1"),
                ],
                null,
                now
            )
        );
    }

    public static async Task<Member> Of(Borough borough, MemberId id, TeamRole role, string name, string phone, string grid) =>
        new(
            id,
            role,
            grid,
            null,
            null,
            [],
            Availability.OnPost,
            await borough.Seal(id.Value, new MemberContact(name, [phone], null, null))
        );
}
