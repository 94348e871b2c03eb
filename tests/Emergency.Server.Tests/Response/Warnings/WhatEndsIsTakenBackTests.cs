using Emergency.Domain;
using Emergency.Domain.CallOuts;
using Emergency.Domain.Calls;
using Emergency.Domain.Incidents;
using Emergency.Domain.Orders;
using Emergency.Domain.Plans;
using Emergency.Domain.Visits;
using Emergency.Engine;
using Emergency.Hotlines.Cap;
using Emergency.Server.Features.CallOuts;
using Emergency.Server.Features.Calls;
using Emergency.Server.Features.Incidents.DoorChecks;
using Emergency.Server.Features.Orders;
using Emergency.Server.Features.Stock;
using Emergency.Server.Features.Visits;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Warnings;

/// <summary>
/// The law of ending: all effects of the reactions to a warning or an incident, followed through the journal by their causes, are over once
/// it has ended. An entity of an unknown kind fails the test.
/// </summary>
public sealed class WhatEndsIsTakenBackTests(Borough borough)
{
    private const string Code = Borough.Community;
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // Tests of each kind for an effect that still goes on because of an ended thing.
    private static readonly Dictionary<string, Func<Borough, EntityId, string, bool>> GoesOn = new(StringComparer.Ordinal)
    {
        ["call"] = (town, entity, _) =>
            town
                .Folding.Now.Of<CallsKnown>()
                .Running.Values.Any(call =>
                    call.Id.ToString() == entity.Key && call.State is { About.Kind: not CallKind.Lifting, Over: null }
                ),
        ["supplies"] = (town, _, cause) =>
            town.Incident(Guid.Parse(cause))
                ?.State.Tasks.Keys.Any(task =>
                    town.Folding.Now.Of<SuppliesKnown>().LotsOf(task).Any(held => held.Lot.Reserved.ContainsKey(task))
                ) == true,
        ["goods"] = (town, entity, _) =>
            town.Folding.Now.Of<GoodsKnown>().Find(new(Guid.Parse(entity.Key))) is { State.Stage: GoodsStage.Requested },
        ["call-out"] = (town, entity, _) => town.Folding.Now.Of<CallOutsKnown>().Find(new(Guid.Parse(entity.Key)))?.State.Runs == true,
        ["visits"] = (town, entity, cause) =>
            town.Folding.Now.Of<VisitsKnown>()
                .Find(Code, new(Guid.Parse(entity.Key.Split('.')[1])))
                ?.Extras.Any(extra => extra.Cause == cause) == true,
        ["incident"] = (town, entity, cause) =>
            entity.Key == cause
            && town.Incident(Guid.Parse(cause))!.State.Tasks.Values.Any(task => task.State is not (TaskState.Done or TaskState.Cancelled)),
        // Counts and records stay.
        ["doors"] = (_, _, _) => false,
        ["reports"] = (_, _, _) => false,
        ["community"] = (_, _, _) => false,
    };

    public static TheoryData<string> Ends =>
        ["lifted by the desk", "lifted for each village", "cancelled by its sender", "expired", "replaced by one that asks for less"];

    private async Task<PersonId> Somebody(string name)
    {
        var person = BoroughRegisters.Someone($"ends-{name}");
        await BoroughRegisters.Record(borough, person, null, "何拟热", new(1940, 1, 1), 0.005, "elder-alone");
        (await (await borough.Secretary()).Post($"/api/communities/{Code}/visits/plan", new { })).Is(200);
        await Until.True(() => borough.Folding.Now.Of<VisitsKnown>().Find(Code, person) is not null, "a visit is planned");
        return person;
    }

    private bool IsAsked(PersonId person, string cause) =>
        borough.Folding.Now.Of<VisitsKnown>().Find(Code, person)?.Extras.Any(extra => extra.Cause == cause) == true;

    [Theory, MemberData(nameof(Ends))]
    public async Task What_a_warning_sets_going_its_end_takes_back(string end)
    {
        var (person, duty) = (await Somebody(end.Replace(' ', '-')), await borough.Duty());
        var bulletin = Bulletin.Fresh() with
        {
            Event = "高温",
            Headline = "高温红色预警",
            Area = new("试阳社区", [], [], [new("行政区划代码", Code)]),
        };
        var from = await borough.Feed.Head(Stop);
        var taken = (await bulletin.Send(duty, borough.Stranger)).Is(201);
        var (id, path) = (taken.String("id")!, $"/api/warnings/{taken.String("id")}");
        (await duty.Post($"{path}/confirm", new { })).Is(200);
        await Until.True(() => IsAsked(person, id), "a visit is asked for");
        await Until.TrueAsync(
            async () => (await duty.Get($"/api/calls?matter={id}")).Is(200)["items"].GetArrayLength() > 0,
            "people are called"
        );
        var made = await Made(from, Entities.Warning(Borough.Realm, new(Guid.Parse(id))));
        made.Select(entity => entity.Kind).ShouldContain("visits", StringComparer.Ordinal);
        made.Select(entity => entity.Kind).ShouldContain("call", StringComparer.Ordinal);
        switch (end)
        {
            case "lifted by the desk":
                (await duty.Post($"{path}/lift")).Is(200);
                break;
            case "lifted for each village":
                (await duty.Post($"{path}/lift", new { divisions = new[] { Code, Borough.Street } })).Is(200);
                break;
            case "cancelled by its sender":
                (await (Bulletin.Fresh() with { Type = CapMessageType.Cancel, Before = [bulletin] }).Send(duty, borough.Stranger)).Is(201);
                break;
            case "expired":
                await borough.Do(
                    Entities.Warning(Borough.Realm, new(Guid.Parse(id))),
                    new Remind(TimeProvider.System.GetUtcNow().AddHours(7))
                );
                break;
            default:
                var less = (
                    await (
                        bulletin with
                        {
                            Identifier = $"{bulletin.Identifier}-less",
                            Type = CapMessageType.Update,
                            Before = [bulletin],
                            Headline = "高温黄色预警",
                        }
                    ).Send(duty, borough.Stranger)
                ).Is(201);
                (await duty.Post($"/api/warnings/{less.String("id")}/confirm", new { })).Is(200);
                break;
        }
        foreach (var entity in made)
            await Until.True(() => !GoesOn[entity.Kind](borough, entity, id), $"{entity.Kind} {entity.Key} is over");
    }

    [Fact]
    public async Task What_an_incident_of_failing_power_sets_going_its_end_takes_back()
    {
        var person = BoroughRegisters.Someone("ends-power");
        await BoroughRegisters.Record(borough, person, null, "何拟电", new(1980, 1, 1), 0.005, "disabled");
        (await (await borough.Secretary()).Post($"/api/communities/{Code}/visits/plan", new { })).Is(200);
        await Until.True(() => borough.Folding.Now.Of<VisitsKnown>().Find(Code, person) is not null, "a visit is planned");
        var duty = await borough.Duty();
        var incident = (
            await duty.Post(
                "/api/incidents",
                new
                {
                    category = "power",
                    title = "变压器坏了（虚构）",
                    priority = "normal",
                    community = Code,
                }
            )
        ).Is(201).String("id")!;
        // Asked by the reaction for people whose machines need power; here of one person, whatever the register says.
        await borough.Do(
            Entities.Visits(Borough.Realm, Code, person),
            new AskExtraVisit(
                person,
                Code,
                null,
                VisitTrigger.PowerCut,
                incident,
                TimeProvider.System.GetUtcNow().AddHours(2),
                null,
                TimeProvider.System.GetUtcNow()
            )
        );
        await Until.True(() => IsAsked(person, incident), "a visit is asked for");
        (
            await (await borough.As(Role.CountyCommander, Borough.County)).Post(
                $"/api/incidents/{incident}/withdraw",
                new { reason = "误报" }
            )
        ).Is(200);
        await Until.True(() => !IsAsked(person, incident), "the visit is taken back");
    }

    public static TheoryData<string> IncidentEnds => ["a false alarm", "the end of its scene"];

    [Theory, MemberData(nameof(IncidentEnds))]
    public async Task What_an_incident_sets_going_its_end_takes_back(string end)
    {
        await using var town = new Borough();
        await town.InitializeAsync();
        var (duty, secretary, street) = (await town.Duty(), await town.Secretary(), await town.StreetOfficer());
        var from = await town.Feed.Head(Stop);
        var incident = (
            await duty.Post(
                "/api/incidents",
                new
                {
                    category = "fire",
                    title = "一号楼着火（虚构）",
                    priority = "life",
                    location = new { lon = Borough.Lon, lat = Borough.Lat },
                }
            )
        ).Is(201).String("id")!;
        var path = $"/api/incidents/{incident}";
        (await secretary.Post($"{path}/cards", new { community = Code, card = BoroughRegisters.CardId })).Is(200);
        var (callOut, now) = (new CallOutId(Guid.CreateVersion7()), TimeProvider.System.GetUtcNow());
        await town.Do(
            Entities.CallOut(Borough.Realm, callOut),
            new StartCallOut(
                new(Code, await town.Seal(callOut.Value, new CallOutText("居委会", null)), new IncidentId(Guid.Parse(incident))),
                [BoroughRegisters.GridChief],
                [],
                new By(new("test"), Role.Secretary, BoroughRegisters.Secretary),
                now
            )
        );
        await Until.True(
            () => town.Folding.Now.Of<CallsKnown>().Running.Values.Any(call => call.State.About?.Kind == CallKind.Task),
            "people are rung for the tasks"
        );
        await Until.True(
            () => town.Folding.Now.Of<CallsKnown>().Running.Values.Any(call => call.State.About?.Kind == CallKind.CallOut),
            "the team is rung"
        );
        var made = (await Made(town, from, Entities.Incident(Borough.Realm, new(Guid.Parse(incident)))))
            .Append(Entities.CallOut(Borough.Realm, callOut))
            .Append(Entities.Incident(Borough.Realm, new(Guid.Parse(incident))))
            .ToList();
        made.Select(entity => entity.Kind).ShouldContain("call", StringComparer.Ordinal);
        if (end == "a false alarm")
            (await street.Post($"{path}/withdraw", new { reason = "误报" })).Is(200);
        else
            await Settled(town, incident, secretary, street);
        foreach (var entity in made)
            await Until.True(() => !GoesOn[entity.Kind](town, entity, incident), $"{entity.Kind} {entity.Key} is over");
        await Until.True(
            () => town.Folding.Now.Of<CallsKnown>().Running.Values.All(call => call.State.Over is not null),
            "no telephone rings any more"
        );
    }

    private static async Task Settled(Borough town, string incident, Resident secretary, Resident street)
    {
        var path = $"/api/incidents/{incident}";
        var id = new IncidentId(Guid.Parse(incident));
        await Until.True(() => town.Folding.Now.Of<DoorsKnown>().Of(id, Code).Households.Count >= 3, "the doors are counted");
        foreach (var person in town.Folding.Now.Of<DoorsKnown>().Of(id, Code).Persons.Keys)
            (await secretary.Post($"{path}/doors/{Code}/persons/{person}/check", new { state = "safe" })).Is(200);
        foreach (var home in town.Folding.Now.Of<DoorsKnown>().Of(id, Code).Households.Keys)
            (await secretary.Post($"{path}/doors/{Code}/households/{home}/check", new { state = "safe", all = true })).Is(200);
        foreach (var task in town.Incident(id.Value)!.State.Tasks.Values.Where(task => task.Class == TaskClass.Life))
            await secretary.Post($"{path}/tasks/{task.Id}/finish");
        (await street.Post($"{path}/end-scene")).Is(200);
    }

    private Task<IReadOnlyList<EntityId>> Made(Position from, EntityId of) => Made(borough, from, of);

    // Every entity written to because of an entity, by the causes in the journal.
    private static async Task<IReadOnlyList<EntityId>> Made(Borough borough, Position from, EntityId of)
    {
        var (head, caused, made) = (await borough.Feed.Head(Stop), new HashSet<Position>(), new HashSet<EntityId>());
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        await foreach (var batch in borough.Feed.Read(from, enough.Token))
        {
            foreach (var happened in batch)
                if (happened.Entity == of)
                    caused.Add(happened.Position);
                else if (happened.Meta.CausedBy is { } cause && caused.Contains(cause))
                {
                    caused.Add(happened.Position);
                    made.Add(happened.Entity);
                }
            if (batch[^1].Position >= head)
                break;
        }
        made.ShouldAllBe(entity => GoesOn.ContainsKey(entity.Kind));
        return [.. made];
    }
}
