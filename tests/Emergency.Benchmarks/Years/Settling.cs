using System.Globalization;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Incidents;
using Emergency.Domain.People;
using Emergency.Domain.Places;
using Emergency.Domain.Stock;
using Emergency.Domain.Teams;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Foundation;
using Emergency.Server.Hosting;
using Emergency.Server.Infrastructure.Encryption;

namespace Emergency.Benchmarks.Years;

/// <summary>
/// Gives every community of a county people at risk with households and caregivers, a team, stock and accounts, by the commands that
/// imports and desks send. All of them are made up.
/// </summary>
internal sealed class Settling(Opened opened, DateTimeOffset at)
{
    private const int PerHome = 4;
    private static readonly By Import = new(new("import"), Role.Operator);
    private static readonly TeamRole[] Roles =
    [
        TeamRole.Secretary,
        TeamRole.GridChief,
        TeamRole.Director,
        TeamRole.BuildingChief,
        TeamRole.UnitChief,
        TeamRole.Responder,
        TeamRole.Responder,
        TeamRole.Volunteer,
    ];
    private static readonly (string Name, string Category, string Unit)[] Things =
    [
        ("备用应急灯", "照明", "个"),
        ("备用救生衣", "防汛", "件"),
        ("备用棉被", "生活", "床"),
        ("备用灭火器", "消防", "具"),
        ("备用瓶装水", "生活", "箱"),
    ];
    private readonly Pen _pen = new(opened);
    private readonly Random _random = new(5);

    public async Task<County> Settle(IReadOnlyList<(string Code, GeoPoint Here)> communities, int residents)
    {
        var settled = new List<Community>();
        foreach (var (n, (code, here)) in communities.Index())
        {
            var count = (residents / communities.Count) + (n < residents % communities.Count ? 1 : 0);
            var (persons, homes) = await People(code, here, count);
            settled.Add(new(code, here, persons, homes, await Team(code, here), await Stock(code, here)));
        }
        return new(
            settled,
            await Account("years-duty", Role.CountyDuty, new(County.Code), null),
            await Account("years-street", Role.StreetOfficer, new(County.Code), null),
            await Account("years-auditor", Role.Auditor, new(County.Code), null)
        );
    }

    /// <summary>A fifth of the homes have two people at risk, one person in eight has a caregiver.</summary>
    private async Task<(ListOf<PersonCopy> Persons, ListOf<DoorCopy> Homes)> People(string code, GeoPoint here, int count)
    {
        var (homes, people, guardians) = (new List<Household>(), new List<AtRiskResident>(), new List<Guardian>());
        var drawn = Homes(count);
        await _pen.Keys([.. drawn.SelectMany(one => one.Persons.Select(person => person.Value).Prepend(one.Home.Value))]);
        foreach (var (home, persons) in drawn)
        {
            var (building, unit, room) = (Number(1, 30, "号楼"), Number(1, 4, "单元"), 100 * _random.Next(1, 7) + _random.Next(1, 5));
            var (address, spot) = (FormattableString.Invariant($"例路{_random.Next(300)}号{building}{unit}{room}室"), Near(here));
            homes.Add(
                new(
                    home,
                    Grid(code),
                    _random.Next(1, PerHome + 1) + persons.Count - 1,
                    _pen.Sealing.Seal(
                        home.Value,
                        new HouseholdContact(
                            Name(),
                            [Phone()],
                            address,
                            building,
                            unit,
                            room / 100,
                            $"{room}",
                            spot,
                            $"Y{code}{homes.Count}"
                        )
                    )
                )
            );
            foreach (var person in persons)
            {
                people.Add(Person(person, code, home, address, building, unit, room, spot));
                if (_random.Next(8) == 0)
                    guardians.Add(
                        new(
                            new(Guid.CreateVersion7(at)),
                            person,
                            _pen.Sealing.Seal(
                                person.Value,
                                new GuardianContact("entrusted", Name(), "邻居", [Phone()], "同村", true, null, null, null)
                            )
                        )
                    );
            }
        }
        var to = Entities.Residents(Entities.Live, code);
        await _pen.Send(to, new RecordHouseholds(ListOf.From(homes), null, at), Import, at);
        await _pen.Send(to, new RecordPersons(ListOf.From(people), null, at), Import, at);
        if (guardians.Count > 0)
            await _pen.Send(to, new RecordGuardians(ListOf.From(guardians), null, at), Import, at);
        return (
            [.. people.Select(person => new PersonCopy(person.Id, person.Household))],
            [.. homes.Select(home => new DoorCopy(home.Id, home.Members))]
        );
    }

    private List<(HouseholdId Home, List<PersonId> Persons)> Homes(int count)
    {
        var homes = new List<(HouseholdId, List<PersonId>)>();
        while (count > 0)
        {
            var here = Math.Min(count, _random.Next(5) == 0 ? 2 : 1);
            homes.Add((new(Guid.CreateVersion7(at)), [.. Enumerable.Range(0, here).Select(_ => new PersonId(Guid.CreateVersion7(at)))]));
            count -= here;
        }
        return homes;
    }

    private AtRiskResident Person(
        PersonId id,
        string code,
        HouseholdId home,
        string address,
        string building,
        string unit,
        int room,
        Located spot
    ) =>
        new(
            id,
            home,
            Grid(code),
            _pen.Sealing.Seal(
                id.Value,
                new PersonContact(
                    Name(),
                    _random.Next(2) == 0 ? "female" : "male",
                    [Phone()],
                    address,
                    building,
                    unit,
                    room / 100,
                    $"{room}",
                    spot
                )
            ),
            _pen.Sealing.Seal(
                id.Value,
                new PersonSensitive(
                    ["elder-alone"],
                    new DateOnly(1930 + _random.Next(25), 1 + _random.Next(12), 1 + _random.Next(28)),
                    null,
                    _random.Next(3) == 0 ? ["support"] : [],
                    "需协助",
                    "B",
                    null,
                    _random.Next(2) == 0,
                    true,
                    DateOnly.FromDateTime(at.UtcDateTime),
                    null
                )
            )
        );

    private async Task<IReadOnlyList<By>> Team(string code, GeoPoint here)
    {
        List<Member> members =
        [
            .. Roles.Select(role => new Member(new(Guid.CreateVersion7(at)), role, Grid(code), null, null, [], default, default)),
        ];
        List<string> names = [.. members.Select((_, n) => $"years-{code}-{n.ToString(CultureInfo.InvariantCulture)}")];
        await _pen.Keys([.. members.Select(member => member.Id.Value), .. names.Select(name => Names.Key(_pen.Sealing.Account(name)))]);
        members =
        [
            .. members.Select(member =>
                member with
                {
                    Contact = _pen.Sealing.Seal(member.Id.Value, new MemberContact(Name(), [Phone()], Near(here), null)),
                }
            ),
        ];
        await _pen.Send(Entities.Team(Entities.Live, code), new RecordMembers(ListOf.From(members), null, at), Import, at);
        var team = new List<By>();
        foreach (var (n, member) in members.Index())
            team.Add(
                await Account(
                    names[n],
                    member.Role switch
                    {
                        TeamRole.Secretary => Role.Secretary,
                        TeamRole.GridChief => Role.GridChief,
                        _ => Role.Responder,
                    },
                    new(code),
                    new(code, member.Id)
                )
            );
        return team;
    }

    private async Task<IReadOnlyList<LotFacts>> Stock(string code, GeoPoint here)
    {
        List<LotFacts> lots =
        [
            .. Things.Select(thing => new LotFacts(
                new(Guid.CreateVersion7(at)),
                thing.Name,
                thing.Category,
                thing.Unit,
                50_000,
                10,
                null,
                "物资室",
                Near(here),
                null,
                null
            )),
        ];
        await _pen.Send(Entities.Supplies(Entities.Live, code), new RecordLots(ListOf.From(lots), null, at), Import, at);
        return lots;
    }

    private async Task<By> Account(string name, Role role, Scope scope, MemberBinding? member)
    {
        var id = _pen.Sealing.Account(name);
        var by = new By(id, role, member?.Member);
        await _pen.Keys(Names.Key(id));
        var contact = _pen.Sealing.Seal(Names.Key(id), new AccountContact(name, "例（虚构）", null));
        await _pen.Send(
            Entities.Account(id),
            new AddAccount(contact, "nobody signs in with this", [new(role, scope)], member, by, at),
            by,
            at
        );
        return by;
    }

    private Located Near(GeoPoint here)
    {
        var point = new GeoPoint(here.Lon + (_random.NextDouble() - 0.5) / 200, here.Lat + (_random.NextDouble() - 0.5) / 200);
        return new(point, Datum.Wgs84, point);
    }

    private string Number(int least, int most, string what) => FormattableString.Invariant($"{_random.Next(least, most + 1)}{what}");

    private string Name() => $"例{(char)('一' + _random.Next(2_000))}{(char)('一' + _random.Next(2_000))}";

    private string Phone() => FormattableString.Invariant($"139{_random.Next(100_000_000):00000000}");

    private static string Grid(string code) => $"{code[6..]}-G1";
}
