using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Calls;
using Emergency.Domain.Incidents;
using Emergency.Domain.People;
using Emergency.Domain.TemporaryCare;
using Emergency.Engine;
using Emergency.Server.Features.Calls;
using Emergency.Server.Features.Incidents.DoorChecks;
using Emergency.Server.Features.TemporaryCare;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.TemporaryCare;

public sealed class CareTests(Borough borough)
{
    private async Task<IncidentId> Counted()
    {
        var duty = await borough.Duty();
        var incident = new IncidentId(Guid.Parse((
                    await duty.Post(
                        "/api/incidents",
                        new
                        {
                            category = "fire",
                            title = "着火",
                            location = new { lon = Borough.Lon, lat = Borough.Lat },
                        }
                    )
                ).Is(201).String("id")!));
        await duty.Post(
            $"/api/incidents/{incident}/impact",
            new
            {
                circle = new
                {
                    lon = Borough.Lon,
                    lat = Borough.Lat,
                    metres = 150,
                },
            }
        );
        await Until.True(
            () => borough.Folding.Now.Of<DoorsKnown>().Of(incident, Borough.Community).Persons.ContainsKey(BoroughRegisters.LeftBehind),
            "the doors are counted"
        );
        return incident;
    }

    private Task FindAlone(IncidentId incident, PersonId person) => Mark(incident, person, DoorState.NobodyCaring);

    private async Task Mark(IncidentId incident, PersonId person, DoorState state)
    {
        var chief = await borough.GridChief();
        await borough.Do(
            Entities.Doors(Borough.Realm, incident, Borough.Community),
            new CheckPerson(
                person,
                state,
                new(null, null, null),
                new(chief.Account, Role.GridChief, BoroughRegisters.GridChief),
                TimeProvider.System.GetUtcNow()
            )
        );
    }

    private List<CareCaseKnown> Cases(IncidentId incident) =>
        [.. borough.Folding.Now.Of<CareKnown>().All.Values.Where(care => care.State.Incident == incident)];

    /// <summary>Checks a door where the grid chief finds the left-behind child with nobody to care.</summary>
    private async Task<CareCaseKnown> Found()
    {
        var incident = await Counted();
        await FindAlone(incident, BoroughRegisters.LeftBehind);
        await Until.True(() => Cases(incident).Count == 1, "the care case is open");
        return Cases(incident)[0];
    }

    [Fact]
    public async Task A_child_found_alone_has_a_care_case_and_a_named_adult_and_those_concerned_hear_of_it()
    {
        var care = await Found();
        care.State.Person.ShouldBe(BoroughRegisters.LeftBehind);
        var (secretary, child, chief) = (
            await borough.Secretary(),
            await borough.As(Role.ChildDirector, Borough.Community, BoroughRegisters.ChildDirector),
            await borough.GridChief()
        );
        foreach (var concerned in new[] { secretary, child, chief, await borough.As(Role.CivilAffairs, Borough.County) })
            (await concerned.Get("/api/care", await chief.Get("/api/care")))
                .Is(200)["items"]
                .EnumerateArray()
                .ShouldContain(item => item.GetProperty("id").GetGuid() == care.Id.Value);
        (await Door(chief, care))!.Value.GetProperty("grid").GetString().ShouldBe("G1");
        (await Door(await borough.As(Role.CivilAffairs, Borough.County), care)).ShouldBeNull();
        var named = (
            await chief.Post(
                $"/api/care/{care.Id}/name-adult",
                new
                {
                    name = "李拟格",
                    phone = "13900000002",
                    relation = "邻居",
                }
            )
        ).Is(200);
        var shown = (await secretary.Get($"/api/care/{care.Id}", named)).Is(200);
        shown["adult"].GetProperty("text").GetString().ShouldBe("李拟格（邻居）");
        shown["care"].GetProperty("stage").GetString().ShouldBe("adult-there");
        shown["call"][0].GetProperty("role").GetString().ShouldBe("child-director");
        shown.Text.ShouldNotContain("褚样娃");
    }

    private static async Task<JsonElement?> Door(Resident who, CareCaseKnown care) =>
        (await who.Get("/api/care"))
            .Is(200)["rows"]
            .EnumerateArray()
            .Single(row => row.GetProperty("id").GetGuid() == care.Id.Value)
            .TryGetProperty("door", out var door)
            ? door
            : null;

    [Fact]
    public async Task Whom_a_case_does_not_concern_does_not_learn_that_there_is_one()
    {
        var care = await Found();
        foreach (
            var other in new[]
            {
                await borough.As(Role.Secretary, Borough.Neighbour),
                await borough.StreetOfficer(),
                await borough.As(Role.CivilAffairs, Borough.OtherCounty),
            }
        )
        {
            (await other.Get($"/api/care/{care.Id}")).Is(404);
            (await other.Get("/api/care"))
                .Is(200)["items"]
                .EnumerateArray()
                .ShouldNotContain(item => item.GetProperty("id").GetGuid() == care.Id.Value);
        }
        (await (await borough.UnitChief()).Get($"/api/care/{care.Id}")).Is(403);
        Folding
            .Show(borough.Folding.Now, borough.Folding.Views, Group.Division(Borough.Realm, Borough.Community))
            .ShouldNotContain(change => change.View == "care");
    }

    [Fact]
    public async Task A_grown_up_whom_the_register_does_not_call_unguarded_gets_no_care_case()
    {
        var incident = await Counted();
        await FindAlone(incident, BoroughRegisters.Strong);
        await FindAlone(incident, BoroughRegisters.LeftBehind);
        await Until.True(() => Cases(incident).Count > 0, "the later case is open");
        Cases(incident).Select(care => care.State.Person).ShouldBe([BoroughRegisters.LeftBehind]);
    }

    [Fact]
    public async Task A_grown_up_whom_the_register_calls_unguarded_has_a_care_case_too()
    {
        var (incident, chief, person) = (await Counted(), await borough.GridChief(), BoroughRegisters.Someone("unguarded"));
        // Nowhere on the map, so no fire of another test counts them.
        var contact = await borough.Seal(person.Value, PersonContact.Unknown with { Name = "冯拟护", Building = "1号楼" });
        var sensitive = await borough.Seal(person.Value, PersonSensitive.Unknown with { Kinds = ["unguarded"], Born = new(1970, 1, 1) });
        await borough.Do(
            Entities.Residents(Borough.Realm, Borough.Community),
            new RecordPersons([new(person, null, "G1", contact, sensitive)], null, borough.Time.GetUtcNow())
        );
        await borough.Do(
            Entities.Doors(Borough.Realm, incident, Borough.Community),
            new CheckPerson(
                person,
                DoorState.NobodyCaring,
                new(null, null, null),
                new(chief.Account, Role.GridChief, BoroughRegisters.GridChief),
                TimeProvider.System.GetUtcNow(),
                Joins: new(person, null)
            )
        );
        await Until.True(() => Cases(incident).Count == 1, "the care case is open");
        Cases(incident)[0].State.Person.ShouldBe(person);
    }

    [Fact]
    public async Task However_often_a_door_is_marked_there_is_one_case_until_it_has_ended_and_then_another()
    {
        var first = await Found();
        var (incident, secretary) = (first.State.Incident!.Value, await borough.Secretary());
        await Mark(incident, BoroughRegisters.LeftBehind, DoorState.Safe);
        await FindAlone(incident, BoroughRegisters.LeftBehind);
        (await secretary.Post($"/api/care/{first.Id}/name-adult", new { name = "周样儿" })).Is(200);
        (await secretary.Leaves($"/api/care/{first.Id}", "relative", "褚样姑")).Is(200);
        await Mark(incident, BoroughRegisters.LeftBehind, DoorState.Safe);
        await FindAlone(incident, BoroughRegisters.LeftBehind);
        await Until.True(() => Cases(incident).Count == 2, "a second case is open");
        Cases(incident).Count(care => care.State.Stage == CareStage.Opened).ShouldBe(1);
    }

    [Fact]
    public async Task That_a_case_was_read_is_written_down_before_it_is_shown()
    {
        var care = await Found();
        var secretary = await borough.Secretary();
        var shown = (await secretary.Get($"/api/care/{care.Id}")).Is(200);
        var written = new List<object>();
        await foreach (
            var happened in borough.Feed.Stream(
                Entities.Audit(Entities.Live, Shanghai.Day(TimeProvider.System.GetUtcNow()), Borough.County),
                new Position(shown.Position!.Value)
            )
        )
            written.Add(happened.Event);
        written
            .OfType<AccessRecorded>()
            .ShouldContain(access =>
                access.Purpose == AccessPurpose.Care
                && access.By.Account == secretary.Account
                && access.Persons.Contains(BoroughRegisters.LeftBehind)
            );
    }

    [Fact]
    public async Task A_case_goes_from_the_named_adult_over_the_arrangement_to_an_exit()
    {
        var care = await Found();
        var (secretary, path) = (await borough.Secretary(), $"/api/care/{care.Id}");
        (await secretary.Post($"{path}/arrange", new { carer = "周样儿", where = "社区活动室" }))
            .Is(409)
            .Code.ShouldBe("care.nobody-named");
        (await secretary.Post($"{path}/check", new { })).Is(409).Code.ShouldBe("care.not-arranged");
        (await secretary.Post($"{path}/name-adult", new { name = "周样儿" })).Is(200);
        (await secretary.Post($"{path}/arrange", new { carer = "周样儿", where = "社区活动室" })).Is(200);
        (await secretary.Post($"{path}/check", new { note = "吃了早饭" })).Is(200);
        (await secretary.Post($"{path}/exit", new { exit = "guardian-back", receiver = "褚样父" }))
            .Is(409)
            .Code.ShouldBe("care.not-accepted");
        (await secretary.Leaves(path, "guardian-back", "褚样父")).Is(200);
        (await secretary.Post($"{path}/check", new { })).Is(409).Code.ShouldBe("care.over");
        (await secretary.Post($"{path}/name-adult", new { })).Is(400).Arguments.ShouldBe(["$.name: needed"]);
    }

    [Fact]
    public async Task The_committee_of_the_domicile_is_told_and_the_one_where_the_person_is_acts()
    {
        var duty = await borough.Duty();
        var opened = (await duty.Post("/api/care", new { person = BoroughRegisters.OldWoman, community = Borough.Neighbour })).Is(201);
        var home = await borough.Secretary();
        (await home.Get($"/api/care/{opened.String("id")}", opened)).Is(200)["care"].GetProperty("onlyTold").GetBoolean().ShouldBeTrue();
        (await home.Post($"/api/care/{opened.String("id")}/name-adult", new { name = "冯试户" })).Is(403);
        var there = await borough.As(Role.Secretary, Borough.Neighbour);
        (await there.Get($"/api/care/{opened.String("id")}", opened)).Is(200)["care"].TryGetProperty("onlyTold", out _).ShouldBeFalse();
        (await there.Post($"/api/care/{opened.String("id")}/name-adult", new { name = "冯试户" })).Is(200);
    }

    [Fact]
    public async Task A_case_that_is_late_rings_those_whose_duty_it_is_and_whoever_acts_ends_it_for_all()
    {
        var care = await Found();
        var entity = Entities.Care(Borough.Realm, care.Id);
        List<CallKnown> Calls() => [.. borough.Folding.Now.Of<CallsKnown>().Of(CallKind.Care, care.Id.Value)];
        // Other stories of the borough have child directors of their own: they are rung too, and nobody else.
        MemberId[] owing = [BoroughRegisters.ChildDirector, BoroughRegisters.Secretary];
        List<CallKnown> To(MemberId member) => [.. Calls().Where(call => call.State.Member == member)];
        await borough.Do(entity, new Remind(Later(3)));
        await Until.True(() => owing.All(member => To(member).Count == 1), "the committee is rung");
        To(BoroughRegisters.UnitChief).ShouldBeEmpty();
        Calls().ShouldAllBe(call => call.State.Member != null && call.State.Receiver == Borough.Community);
        var secretary = await borough.Secretary();
        var rung = (await secretary.Get($"/api/care/{care.Id}")).Is(200)["rung"].EnumerateArray().ToList();
        rung.Count.ShouldBe(Calls().Count);
        rung.ShouldAllBe(one => one.GetProperty("person").GetString()!.EndsWith('*'));

        await borough.Do(entity, new Remind(Later(6)));
        await Until.True(
            () =>
                owing.All(member => To(member).Count == 2 && To(member).Count(call => call.State.Over == CallEnd.Replaced) == 1)
                && Calls().Count(call => call.State.Receiver == Borough.Street && call.State.Member == null) == 1,
            "the committee is rung once more, and the street"
        );
        To(BoroughRegisters.UnitChief).ShouldBeEmpty();
        await WhoHearsOfIt(care, Calls());

        var director = await borough.As(Role.ChildDirector, Borough.Community, BoroughRegisters.ChildDirector);
        (await director.Post($"/api/care/{care.Id}/name-adult", new { name = "李拟格" })).Is(200);
        await Until.True(() => Calls().TrueForAll(call => call.State.Over is not null), "nobody is rung any more");
        var last = Calls().Where(call => call.State.Over != CallEnd.Replaced).ToList();
        last.ShouldAllBe(call => call.State.Over == CallEnd.Taken);
        last.Single(call => call.State.Answer is not null).State.Member.ShouldBe(BoroughRegisters.ChildDirector);
    }

    // A call about one person is not shown at a desk: not in the list, not on the live line, and with no act on it.
    private async Task WhoHearsOfIt(CareCaseKnown care, IReadOnlyList<CallKnown> calls)
    {
        var street = await borough.StreetOfficer();
        (await street.Get($"/api/calls?matter={care.Id}")).Is(200)["items"].GetArrayLength().ShouldBe(0);
        (await street.Post($"/api/calls/{calls[0].Id}/answered", new { })).Is(404);
        foreach (var code in new[] { Borough.Community, Borough.Street })
            Folding
                .Show(borough.Folding.Now, borough.Folding.Views, Group.Division(Borough.Realm, code))
                .ShouldNotContain(change => change.View == "call" && calls.Any(call => call.Id.ToString() == change.Key));
        (await street.Get($"/api/care/{care.Id}")).Is(200)["rung"].GetArrayLength().ShouldBe(calls.Count);
    }

    private static DateTimeOffset Later(double minutes) => TimeProvider.System.GetUtcNow().AddMinutes(minutes);

    [Fact]
    public void Late_care_reaches_the_street()
    {
        var late = new CareCaseKnown(
            new(Guid.Empty),
            CareCase.None with
            {
                Stage = CareStage.Arranged,
                Person = BoroughRegisters.LeftBehind,
                Community = Borough.Community,
                LateLevel = 1,
            },
            new("x"),
            default,
            default
        );
        Grant[] street = [new(Role.StreetOfficer, new(Borough.Street))];
        late.Concerns(new("street"), street).ShouldBeFalse();
        (late with { State = late.State with { LateLevel = 2 } }).Concerns(new("street"), street).ShouldBeTrue();
    }
}
