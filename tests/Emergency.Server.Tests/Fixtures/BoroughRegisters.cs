using Emergency.Domain;
using Emergency.Domain.People;
using Emergency.Domain.Places;
using Emergency.Domain.Plans;
using Emergency.Domain.Teams;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;

namespace Emergency.Server.Tests.Fixtures;

/// <summary>A town that registers are loaded into.</summary>
public interface ITown
{
    TimeProvider Time { get; }

    /// <summary>Sends a command, and waits until the views know its events.</summary>
    Task<Position> Do(EntityId to, Command command);
    Task<Sealed> Seal<T>(Guid key, T value);
}

/// <summary>Divisions, a team with its roster, a plan, and three households of a fictitious community.</summary>
public static class BoroughRegisters
{
    public static readonly MemberId Secretary = Member("secretary"),
        ChildDirector = Member("child-director"),
        GridChief = Member("grid-chief"),
        BuildingChief = Member("building-chief"),
        UnitChief = Member("unit-chief"),
        OtherUnitChief = Member("other-unit-chief"),
        Desk = Member("desk"),
        Volunteer = Member("volunteer");
    public static readonly HouseholdId Elder = Home("elder"),
        Child = Home("child"),
        OtherUnit = Home("other-unit");
    public static readonly PersonId OldWoman = Someone("old-woman"),
        LeftBehind = Someone("left-behind"),
        Strong = Someone("strong");
    public const string CardId = "block-fire";

    public static async Task Load(ITown town)
    {
        ArgumentNullException.ThrowIfNull(town);
        await Divisions(town);
        await Team(town);
        await Residents(town);
        await Plan(town);
    }

    public static PersonId Someone(string name) => new(Derived.Register("person", Borough.County, name));

    /// <summary>Records a person of the community at a point near the middle.</summary>
    public static async Task Record(
        ITown town,
        PersonId person,
        HouseholdId? home,
        string name,
        DateOnly born,
        double east = 0,
        params string[] kinds
    )
    {
        ArgumentNullException.ThrowIfNull(town);
        var contact = await town.Seal(
            person.Value,
            new PersonContact(name, "女", ["13900000001"], null, "1号楼", "1单元", 3, "301", At(east))
        );
        var sensitive = await town.Seal(
            person.Value,
            new PersonSensitive([.. kinds], born, null, [], null, null, null, false, true, null, null)
        );
        await town.Do(
            Entities.Residents(Borough.Realm, Borough.Community),
            new RecordPersons([new(person, home, "G1", contact, sensitive)], null, town.Time.GetUtcNow())
        );
    }

    private static MemberId Member(string name) => new(Derived.Register("member", Borough.County, name));

    private static HouseholdId Home(string name) => new(Derived.Register("household", Borough.County, name));

    private static Located At(double east) => new(new(Borough.Lon + east, Borough.Lat), Datum.Wgs84, new(Borough.Lon + east, Borough.Lat));

    private static async Task Divisions(ITown town)
    {
        foreach (
            var (code, name, kind, west, east) in ((string, string, string, double, double)[])
                [
                    (Borough.County, "浉河区", "区", 113.9, 114.2),
                    (Borough.OtherCounty, "平桥区", "区", 114.2, 114.5),
                    (Borough.Street, "老城街道", "街道", 114.06, 114.10),
                    (Borough.OtherStreet, "民权街道", "街道", 114.10, 114.14),
                    (Borough.Community, "试阳社区", "社区", 114.06, 114.08),
                    (Borough.Neighbour, "样桥社区", "社区", 114.08, 114.10),
                    (Borough.Distant, "例山社区", "社区", 114.10, 114.12),
                ]
        )
        {
            var (south, north) = code.Length == 6 ? (32.0, 32.2) : (32.10, 32.12);
            await town.Do(
                Entities.Place(Borough.Realm, code),
                new RegisterDivision(code, name, kind, new(2024, 1, 1), null, town.Time.GetUtcNow())
            );
            await town.Do(
                Entities.Place(Borough.Realm, code),
                new DrawBoundary(
                    new([
                        [
                            [new(west, south), new(east, south), new(east, north), new(west, north), new(west, south)],
                        ],
                    ]),
                    true,
                    null,
                    town.Time.GetUtcNow()
                )
            );
        }
    }

    private static async Task Team(ITown town)
    {
        var now = town.Time.GetUtcNow();
        async Task<Member> Of(MemberId id, TeamRole role, string name, string? grid = null, string? building = null, string? unit = null) =>
            new(
                id,
                role,
                grid,
                building,
                unit,
                [],
                Availability.OnPost,
                await town.Seal(id.Value, new MemberContact(name, ["13900000002"], null, null))
            );
        await town.Do(
            Entities.Team(Borough.Realm, Borough.Community),
            new RecordMembers(
                [
                    await Of(Secretary, TeamRole.Secretary, "王试书"),
                    await Of(ChildDirector, TeamRole.ChildDirector, "周样儿"),
                    await Of(GridChief, TeamRole.GridChief, "李拟格", "G1"),
                    await Of(BuildingChief, TeamRole.BuildingChief, "赵例楼", "G1", "1号楼"),
                    await Of(UnitChief, TeamRole.UnitChief, "钱试单", "G1", "1号楼", "1单元"),
                    await Of(OtherUnitChief, TeamRole.UnitChief, "孙样单", "G1", "1号楼", "2单元"),
                    await Of(Desk, TeamRole.HazardReporter, "吴拟值"),
                    await Of(Volunteer, TeamRole.Volunteer, "郑例愿"),
                ],
                null,
                now
            )
        );
        await town.Do(
            Entities.Team(Borough.Realm, Borough.Community),
            new RosterDuty([new(Shanghai.Day(now), Shift.Night, Post.Desk, Desk, now.AddHours(-6), now.AddDays(2), null)], now)
        );
    }

    private static async Task Residents(ITown town)
    {
        var homes = new List<Household>();
        foreach (
            var (id, members, unit, east) in new[]
            {
                (Elder, 1, "1单元", 0.0001),
                (Child, 2, "1单元", 0.0002),
                (OtherUnit, 3, "2单元", 0.0003),
            }
        )
            homes.Add(
                new(
                    id,
                    "G1",
                    members,
                    await town.Seal(
                        id.Value,
                        new HouseholdContact("冯试户", ["13900000003"], null, "1号楼", unit, 3, "301", At(east), null)
                    )
                )
            );
        await town.Do(Entities.Residents(Borough.Realm, Borough.Community), new RecordHouseholds([.. homes], null, town.Time.GetUtcNow()));
        await Record(town, OldWoman, Elder, "陈试婆", new(1940, 1, 1), 0.0001, "elder-alone");
        await Record(town, LeftBehind, Child, "褚样娃", new(2019, 1, 1), 0.0002, "left-behind-minor");
        await Record(town, Strong, OtherUnit, "卫拟壮", new(1980, 1, 1), 0.0003, "disabled");
    }

    private static async Task Plan(ITown town)
    {
        var now = town.Time.GetUtcNow();
        var card = new Card(
            CardId,
            "fire",
            "老旧小区火灾",
            [
                new("called-119", TaskClass.Life, ["值班"], "确认已拨119", 60, []),
                new("wake-building", TaskClass.Life, ["door-chain"], "逐户叫醒", 3600, []),
                new("cut-power", TaskClass.Professional, ["供电"], "楼外断电", 300, []),
                new("keep-back", TaskClass.Wait, ["应急队", "志愿者"], "拦住返回的人", 3600, []),
            ]
        );
        var simple = new Card("first-report", "flood", "报街道", [new("report", TaskClass.Wait, ["值班"], "电话先报", 3600, [])]);
        var plan = Entities.Plan(Borough.Realm, Borough.Community);
        await town.Do(plan, new DraftPlan(new("2026-1", "试阳社区预案", [card, simple]), null, Borough.By, now));
        await town.Do(plan, new SubmitPlan(Borough.By, now));
        await town.Do(plan, new ApprovePlan(Borough.By, now));
    }
}
