using System.Text;
using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.People;
using Emergency.Engine;
using Emergency.Server.Features.People;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.People;

/// <summary>
/// Records that earlier files could have mixed up are asked about at the street, and nothing is mended by itself. All persons are
/// fictitious.
/// </summary>
public sealed class DoubtTests(Quarter quarter) : IClassFixture<Quarter>
{
    private const string Here = QuarterRegisters.Here,
        Street = QuarterRegisters.Street;

    private async Task<Answer> Import(string kind, string text) =>
        (
            await quarter.Clerk.Send(
                HttpMethod.Post,
                $"/api/imports/{kind}?division={Here}&file={kind}.csv",
                new ByteArrayContent(Encoding.UTF8.GetBytes(text))
            )
        ).Is(200);

    private static async Task<JsonElement> Only(Api street, Guid person) =>
        (await street.Get($"/api/divisions/{Street}/doubts"))
            .Is(200)["items"]
            .EnumerateArray()
            .Where(one => one.GetProperty("person").GetGuid() == person)
            .ShouldHaveSingleItem();

    [Fact]
    public async Task Needs_that_a_file_took_are_put_back_by_the_street()
    {
        var (street, person) = (await quarter.As(Role.StreetOfficer), Derived.Register("person", QuarterRegisters.County, "D1"));
        const string head = "resident_id,name,birth_date,category,mobility,special_needs,community_code,building,phone\n";
        await Import("residents", $"{head}D1,钱试安,1945-01-02,残疾人,卧床,听力障碍,{Here},4号楼,139-0000-0201\n");
        await Import("residents", $"{head}D1,钱试安,1945-01-02,残疾人,自理,无,{Here},4号楼,139-0000-0201\n");
        var doubt = await Only(street, person);
        (doubt.GetProperty("kind").GetString(), doubt.GetProperty("was").GetProperty("name").GetString()).ShouldBe(
            ("something-lost", "钱**")
        );
        doubt.GetProperty("was").GetProperty("needs").GetArrayLength().ShouldBe(2);
        var path = $"/api/communities/{Here}/doubts/{doubt.GetProperty("id").GetGuid()}";
        (await (await quarter.As(Role.StreetOfficer, From.Away)).Post(path, new { putBack = true })).Is(404);
        (await (await quarter.As(Role.Secretary)).Post(path, new { putBack = true })).Is(403);
        var settled = (await street.Post(path, new { putBack = true }, ("Idempotency-Key", "put D1 back"))).Is(200);
        (await street.Post(path, new { putBack = true }, ("Idempotency-Key", "put D1 back"))).Is(200).Text.ShouldBe(settled.Text);
        (await street.Post($"/api/communities/{Here}/residents/{person}/reveal", new { reason = "核对登记" }))
            .Is(200)["needs"]
            .EnumerateArray()
            .Select(need => need.GetString())
            .ShouldBe(["carry", "deaf"], ignoreOrder: true);
        (await street.Get($"/api/divisions/{Street}/doubts")).Text.ShouldNotContain($"{person}");
        (await street.Post($"/api/communities/{Here}/doubts/{Guid.Empty}", new { putBack = true })).Is(409).Code.ShouldBe("doubt.gone");
    }

    [Fact]
    public async Task A_number_that_two_have_is_the_ones_whom_the_street_names()
    {
        var (street, first) = (await quarter.As(Role.StreetOfficer), Derived.Register("person", QuarterRegisters.County, "D2"));
        await Import("residents", $"resident_id,name,birth_date,category,community_code\nD2,钱试康,1945-01-02,残疾人,{Here}\n");
        await Import("residents", $"resident_id,name,birth_date,category,community_code\nD2,周样宁,1951-03-04,独居老人,{Here}\n");
        var guardian = $"resident_id,role,name,phone\nD2,监护人,周样女,139-0000-0202\n";
        (await Import("guardians", guardian)).Text.ShouldContain("number_twice");
        var doubt = (await street.Get($"/api/divisions/{Street}/doubts"))
            .Is(200)["items"]
            .EnumerateArray()
            .Single(one => one.TryGetProperty("number", out var number) && number.GetString() == "D2");
        (
            doubt.GetProperty("kind").GetString(),
            doubt.GetProperty("was").GetProperty("name").GetString(),
            doubt.GetProperty("now").GetProperty("name").GetString()
        ).ShouldBe(("number-twice", "钱**", "周**"));
        (await street.Post($"/api/communities/{Here}/doubts/{doubt.GetProperty("id").GetGuid()}", new { putBack = false })).Is(200);
        (await Import("guardians", guardian))["files"][0].GetProperty("imported").GetInt32().ShouldBe(1);
        (
            await street.Post(
                $"/api/communities/{Here}/residents/{doubt.GetProperty("person").GetGuid()}/reveal",
                new { reason = "核对登记" }
            )
        )
            .Is(200)["guardians"]
            .EnumerateArray()
            .ShouldHaveSingleItem()
            .GetProperty("name")
            .GetString()
            .ShouldBe("周样女");
        (await street.Post($"/api/communities/{Here}/residents/{first}/reveal", new { reason = "核对登记" }))
            .Is(200)["guardians"]
            .GetArrayLength()
            .ShouldBe(0);
    }

    /// <summary>Events as written when a number alone identified the person of a row.</summary>
    [Fact]
    public async Task What_was_mixed_before_is_found_in_the_stored_events()
    {
        const string far = QuarterRegisters.Far;
        var (journal, at) = (new Journal(), DateTimeOffset.UnixEpoch);
        PersonId Person(string county, string number) => new(Derived.Register("person", county, number));
        AtRiskResident Record(PersonId id, string name, int year, string? idNumber = null) =>
            new(
                id,
                null,
                "",
                Open.Seal(id.Value, PersonContact.Unknown with { Name = name, Building = "1号楼" }),
                Open.Seal(
                    id.Value,
                    PersonSensitive.Unknown with
                    {
                        Born = new(year, 1, 1),
                        IdNumber = idNumber,
                        Kinds = ["disabled"],
                        Needs = ["carry"],
                    }
                )
            );
        var (mine, theirs, calm, file) = (
            Person(Here[..6], "X1"),
            Person(far[..6], "X1"),
            Person(Here[..6], "X2"),
            new ImportId(Guid.CreateVersion7())
        );
        journal.Write(Here, new PersonRecorded(Record(mine, "甲试一", 1940), file, at));
        journal.Write(Here, new PersonRecorded(Record(calm, "甲试二", 1941), file, at));
        journal.Write(far, new PersonRecorded(Record(theirs, "乙试二", 1942), file, at));
        // A row with the number of somebody else, and the other county's guardian under an equal number.
        journal.Write(Here, new PersonRecorded(Record(mine, "张试验", 1950), file, at.AddDays(1)));
        journal.Write(Here, new PersonRecorded(Record(calm, "甲试贰", 1941), file, at.AddDays(1)));
        var stray = new GuardianId(Derived.Register("guardian", Here[..6], "XG1"));
        journal.Write(
            far,
            new GuardianRecorded(
                new(
                    stray,
                    theirs,
                    Open.Seal(theirs.Value, new GuardianContact("监护人", "甲之女试", "女", [], null, null, null, null, "XG1"))
                ),
                file,
                at.AddDays(2)
            )
        );
        var doubts = new Doubts(journal, Open);
        var found = await doubts.In(journal.Known, Entities.Live, "4115", TestContext.Current.CancellationToken);
        found.Select(one => (one.Kind, one.Person.Id)).ShouldBe([(DoubtKind.AnotherPerson, mine), (DoubtKind.StrayGuardian, theirs)]);
        found[0].Was!.Contact.Name.ShouldBe("甲试一");

        // The street puts it back: the record is the earlier one, and nobody is asked again.
        journal.Write(
            Here,
            [.. Decided(journal.State(Here), new SettleDoubt(found[0].Id, found[0].Before, null, null, true, Officer, at.AddDays(3)))]
        );
        journal.Write(far, [.. Decided(journal.State(far), new SettleDoubt(found[1].Id, null, stray, file, true, Officer, at.AddDays(3)))]);
        (await doubts.In(journal.Known, Entities.Live, "4115", TestContext.Current.CancellationToken)).ShouldBeEmpty();
        journal.Known.Persons[mine].Contact.Name.ShouldBe("甲试一");
        journal.Known.Persons[theirs].Guardians.Count.ShouldBe(0);
    }

    private static readonly By Officer = new(new("street"), Role.StreetOfficer);
    private static readonly Plain Open = new();

    private static IEnumerable<Event> Decided(Residents state, Command command) =>
        Residents.Decide(state, command).ShouldBeOfType<Decision.Happened>().Events;

    /// <summary>Seals nothing: the identity of the person is tested, not the storage.</summary>
    private sealed class Plain : ISealing
    {
        public ValueTask Ensure(IReadOnlyCollection<Guid> keys, CancellationToken stop = default) => ValueTask.CompletedTask;

        public Sealed Seal<T>(Guid key, T value) => new($"{key:N}:1:{JsonSerializer.Serialize(value, Json.Options)}");

        public T? Open<T>(Sealed value)
            where T : class => JsonSerializer.Deserialize<T>(value.Text[35..], Json.Options);

        public string Mark(Guid key, string text) => text;

        public string Index(string text) => text;
    }

    /// <summary>A journal in memory, and the view of residents over it.</summary>
    private sealed class Journal : IFeed
    {
        private readonly List<Happened> _all = [];
        private readonly ResidentsView _view = new(Open);
        public ResidentsKnown Known { get; private set; } = ResidentsKnown.None;

        public void Write(string community, params Event[] events)
        {
            foreach (
                var happened in events.Select(one => new Happened(
                    new(_all.Count + 1),
                    Entities.Residents(Entities.Live, community),
                    _all.Count + 1,
                    "",
                    new(Guid.CreateVersion7(), "", "", "", "", null, DateTimeOffset.UnixEpoch, null),
                    one
                ))
            )
            {
                _all.Add(happened);
                Known = (ResidentsKnown)((IView)_view).Fold(Known, happened, new Changes());
            }
        }

        public Residents State(string community) =>
            _all.Where(one => one.Entity.Key == community)
                .Aggregate(Residents.None, (state, one) => Residents.Evolve(state, (Event)one.Event));

        public ValueTask<Position> Head(CancellationToken stop = default) => new(new Position(_all.Count));

        public IAsyncEnumerable<IReadOnlyList<Happened>> Read(Position after, CancellationToken stop = default) =>
            throw new NotSupportedException();

        public ValueTask<StreamsPage> Streams(
            IReadOnlyCollection<EntityId> entities,
            Position after,
            Position upTo,
            int limit,
            CancellationToken stop = default
        )
        {
            var page = _all.Where(one => one.Position > after && one.Position <= upTo && entities.Contains(one.Entity))
                .Take(limit)
                .ToList();
            return new(new StreamsPage(page, page.Count == limit ? page[^1].Position : null));
        }

        public async IAsyncEnumerable<Happened> Stream(
            EntityId entity,
            Position upTo,
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop = default
        )
        {
            await Task.CompletedTask;
            foreach (var one in _all.Where(one => one.Entity == entity && one.Position <= upTo))
                yield return one;
        }
    }
}
