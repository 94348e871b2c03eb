using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Drills;
using Emergency.Domain.Grids;
using Emergency.Domain.GroundObjects;
using Emergency.Domain.Hazards;
using Emergency.Domain.KeptLists;
using Emergency.Domain.Parties;
using Emergency.Domain.Patrols;
using Emergency.Domain.People;
using Emergency.Domain.Places;
using Emergency.Domain.Plans;
using Emergency.Domain.Resources;
using Emergency.Domain.RiskPoints;
using Emergency.Domain.Stock;
using Emergency.Domain.Teams;
using Emergency.Domain.Volunteers;
using Emergency.Engine;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Features.Grids;
using Emergency.Server.Features.GroundObjects;
using Emergency.Server.Features.Hazards;
using Emergency.Server.Features.KeptLists;
using Emergency.Server.Features.Parties;
using Emergency.Server.Features.Patrols;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Plans;
using Emergency.Server.Features.Resources;
using Emergency.Server.Features.RiskPoints;
using Emergency.Server.Features.Stock;
using Emergency.Server.Features.Volunteers;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.DivisionChanges;

/// <summary>A command that advances a change of divisions. Sent twice it does nothing the second time.</summary>
/// <param name="Name">Name that is equal for the same step, so that each is sent once in a round.</param>
internal sealed record Step(string Name, EntityId To, Command Command);

/// <summary>
/// Remaining steps of a change that has begun, according to the views. They are computed anew in each round, so that an interrupted server
/// continues where it was.
/// </summary>
internal sealed class Steps(Known known, DivisionChange change, DateTimeOffset now)
{
    /// <summary>Most households that move with one command: the command stays small, and others get their turn in between.</summary>
    private const int Together = 40;
    private const string Realm = Entities.Live;

    /// <summary>Reason why a moved plan is due for revision: the people named in it have changed.</summary>
    private const string Moved = "contacts";
    private readonly By _by = change.By!;
    private readonly IReadOnlyList<Thing> _things = Things.Of(known, change.Old, Shanghai.Day(now));

    /// <summary>Things that have not reached their destination, or that have none yet.</summary>
    public IEnumerable<Thing> Left => _things.Where(IsLeft);

    private string? To(string thing) => change.Said.GetValueOrDefault(thing);

    private bool IsLeft(Thing thing) =>
        To(thing.Id) switch
        {
            null => true,
            var to when to == thing.From => false,
            // An ended plan stays where it was, as history.
            DivisionChange.Ends => thing.Kind != "plan",
            var to => thing.Kind != "plan" || IsPlanLeft(known.Of<PlansKnown>().Of(thing.From).State, known.Of<PlansKnown>().Of(to).State),
        };

    // A server may have stopped between the draft and its approval. A plan that today's rules refuse stays a draft there.
    private static bool IsPlanLeft(Plan old, Plan there) =>
        old.InForce is { } text && PlanRules.BuiltIn.Against(text) is null
            ? there.InForce is null || !there.DueFor.Contains(Moved, StringComparer.Ordinal)
            : there is { InForce: null, Draft: null };

    /// <summary>Founds the communities of the change that no register has yet.</summary>
    public IEnumerable<Step> Founding()
    {
        var places = known.Of<PlacesKnown>();
        var kind = change.Old.Select(places.Of).OfType<DivisionKnown>().Select(one => one.Kind).FirstOrDefault() ?? "";
        return change
            .New.Where(one => places.Of(one.Code)?.Facts.Name is null)
            .Select(one => new Step(
                $"found/{one.Code}",
                Entities.Place(Realm, one.Code),
                new RegisterDivision(one.Code, one.Name, kind, change.From, null, now)
            ));
    }

    public IEnumerable<Step> Moving() => [.. Homes(), .. Members(), .. Followers(), .. Others()];

    private IEnumerable<Step> Homes()
    {
        var going = Going(thing => thing.Kind is "household" or "person");
        foreach (var group in going)
        foreach (var some in group.Select(one => one.Thing).Chunk(Together))
        {
            var (from, to) = group.Key;
            yield return new(
                $"homes/{some[0].Id}",
                Entities.Residents(Realm, from),
                new PassHomes(
                    [.. some.Where(one => one.Kind == "household").Select(one => new HouseholdId(one.Guid))],
                    [.. some.Where(one => one.Kind == "person").Select(one => new PersonId(one.Guid))],
                    [
                        .. change
                            .Said.Where(one => one.Value == to && DivisionChange.Kind(one.Key) == "member")
                            .Select(one => Member(one.Key)),
                    ],
                    to,
                    _by,
                    now
                )
            );
        }
    }

    private IEnumerable<Step> Members() =>
        Going(thing => thing.Kind == "member")
            .SelectMany(group =>
                group
                    .Select(one => new MemberId(one.Thing.Guid))
                    .Chunk(Together)
                    .Select(some => new Step(
                        $"members/{some[0]}",
                        Entities.Team(Realm, group.Key.From),
                        new PassMembers([.. some], group.Key.To, _by, now)
                    ))
            );

    /// <summary>
    /// Moves the records that depend on a member: accounts act for the new community, volunteers serve there. Lists of doors that were
    /// given out are taken back, since the doors are no longer there: the new community's leader gives them out anew.
    /// </summary>
    private IEnumerable<Step> Followers()
    {
        foreach (var code in change.Ending)
        foreach (var account in known.Of<StandingKnown>().Of(code).Given.Keys)
            yield return new($"list/{code}/{account}", Entities.StandingLists(code), new TakeListBack(account, _by, now));
        foreach (var account in known.Of<AccountsKnown>().Accounts.Values)
            if (
                !account.State.Closed
                && account.Member is { } member
                && change.Old.Contains(member.Community, StringComparer.Ordinal)
                && To($"member/{member.Member}") is { Length: > 0 } to
                && to != member.Community
            )
                yield return new(
                    $"account/{account.Id.Key}",
                    Entities.Account(account.Id),
                    new ChangeGrants(Grants(account.Grants, member.Community, to), new(to, member.Member), _by, now)
                );
        foreach (var from in change.Old)
        foreach (var one in known.Of<VolunteersKnown>().Of(from).All.Values)
            if (To($"member/{one.Member}") is { Length: > 0 } to && to != from)
            {
                yield return new($"join/{one.Member}", Entities.Volunteers(to), new JoinVolunteers(one, _by, now));
                yield return new($"leave/{one.Member}", Entities.Volunteers(from), new LeaveVolunteers(one.Member, _by, now));
            }
    }

    private IEnumerable<Step> Others() =>
        _things
            .Where(thing => To(thing.Id) is not null && IsLeft(thing))
            .SelectMany(thing => Of(thing, To(thing.Id)!).Select((step, at) => new Step($"{thing.Id}/{at}", step.To, step.Command)));

    private IEnumerable<(EntityId To, Command Command)> Of(Thing thing, string to) =>
        thing.Kind switch
        {
            "lot" => Lot(thing, to),
            "plan" => Plan(thing, to),
            "shelter" when known.Of<SheltersKnown>().Of(new(thing.Guid))?.Facts is { } facts =>
            [
                (
                    Entities.Shelter(Realm, facts.Id),
                    new RecordShelter(facts with { Community = to, Contact = Along(facts.Contact, to) }, null, now)
                ),
            ],
            "hazard" => Hazard(thing, to),
            "risk" when known.Of<RiskPointsKnown>().Find(new(thing.Guid)) is { Facts: { } facts } =>
            [
                (Entities.RiskPoint(new(thing.Guid)), new SetRiskPoint(to, facts with { Watcher = Along(facts.Watcher, to) }, _by, now)),
            ],
            "patrol" when to == DivisionChange.Ends => [(Entities.Patrol(new(thing.Guid)), new EndPatrol(_by, now))],
            "patrol" when known.Of<PatrolsKnown>().Find(new(thing.Guid)) is { Facts: { } facts } =>
            [
                (
                    Entities.Patrol(new(thing.Guid)),
                    new SetPatrol(to, facts with { Walker = Along(facts.Walker, to) }, Shanghai.Day(now), _by, now)
                ),
            ],
            "grid" => Grid(thing, to),
            "party" when known.Of<PartiesKnown>().Find(new(thing.Guid)) is { } party =>
            [
                (Entities.Party(party.Id), new CorrectParty(party.Facts with { Community = to }, party.State.Revision, _by, now)),
            ],
            "resource" when known.Of<ResourcesKnown>().Of(thing.From).All.GetValueOrDefault(new(thing.Guid)) is { } one =>
            [
                (Entities.Resources(Realm, to), new KeepResource(one.Id, one.Facts, 0, _by, now)),
                (Entities.Resources(Realm, thing.From), new EndResource(one.Id, _by, now)),
            ],
            "ground" when known.Of<GroundKnown>().Of(thing.From).All.GetValueOrDefault(new(thing.Guid)) is { } one =>
            [
                .. to == DivisionChange.Ends
                    ? []
                    : new (EntityId, Command)[] { (Entities.Ground(Realm, to), new KeepGround(one.Facts, 0, _by, now)) },
                (Entities.Ground(Realm, thing.From), new EndGround(one.Facts.Id, _by, now)),
            ],
            "schedule" =>
            [
                (
                    Entities.Schedule(new(Guid.Parse(thing.Key.AsSpan(thing.From.Length + 1)))),
                    new MoveSchedule(thing.From, to == DivisionChange.Ends ? null : to, _by, now)
                ),
            ],
            "account" when known.Of<AccountsKnown>().Accounts.Values.FirstOrDefault(one => one.Id.Key == thing.Key) is { } account =>
            [
                Account(account, thing.From, to),
            ],
            _ => [],
        };

    private IEnumerable<(EntityId, Command)> Lot(Thing thing, string to)
    {
        if (known.Of<SuppliesKnown>().Of(thing.From).Lots.GetValueOrDefault(new(thing.Guid)) is not { } lot)
            yield break;
        var transfer = new TransferId(Derived.Id(thing.Guid, $"division-change/{change.Number}"));
        var keeper = lot.Facts.Keeper is { } one && To($"member/{one}") == to ? lot.Facts.Keeper : null;
        yield return (Entities.Supplies(Realm, thing.From), new PassWholeLot(lot.Facts.Id, transfer, to, keeper, _by, now));
    }

    // A plan in force is also in force in the new community, by the same act of the street. It is due for revision, since the people named
    // in it have changed.
    private IEnumerable<(EntityId, Command)> Plan(Thing thing, string to)
    {
        var (plan, entity) = (known.Of<PlansKnown>().Of(thing.From).State, Entities.Plan(Realm, to));
        if ((plan.InForce ?? plan.Draft) is not { } text)
            yield break;
        yield return (entity, new DraftPlan(text, null, _by, now));
        if (plan.InForce is null)
            yield break;
        yield return (entity, new SubmitPlan(_by, now));
        yield return (entity, new ApprovePlan(_by, now));
        yield return (entity, new MarkPlanDue(Moved, now));
    }

    private IEnumerable<(EntityId, Command)> Hazard(Thing thing, string to)
    {
        var id = new HazardId(thing.Guid);
        if (HazardsKnown.Of(known, thing.From, id) is not { } one)
            yield break;
        // A row of a file that nobody has acted on becomes a hazard by this act.
        yield return (Entities.Hazard(id), new MoveHazard(to, _by, now) { File = one.File });
    }

    private IEnumerable<(EntityId, Command)> Grid(Thing thing, string to)
    {
        var quarters = known.Of<QuartersKnown>().Of(thing.From);
        var one = quarters
            .Grids.Values.Concat(quarters.Estates.Values)
            .FirstOrDefault(one => thing.Key == $"{thing.From}.{one.Kind}.{one.Name}");
        if (one is null)
            yield break;
        if (to != DivisionChange.Ends)
        {
            var there = known.Of<QuartersKnown>().Of(to).Find(one.Kind, one.Name);
            var moved = one with { Chief = one.Chief is { } chief && To($"member/{chief}") == to ? chief : null };
            // Both communities had a grid of this name.
            if (there is not null && there != moved)
                moved = moved with { Name = $"{one.Name} {known.Of<PlacesKnown>().RegisterName(thing.From)}" };
            yield return (Entities.Quarters(to), new DrawQuarter(moved, null, _by, now));
        }
        yield return (Entities.Quarters(thing.From), new RemoveQuarter(one.Kind, one.Name, null, _by, now));
    }

    private (EntityId, Command) Account(AccountKnown account, string from, string to)
    {
        if (to != DivisionChange.Ends)
            return (Entities.Account(account.Id), new ChangeGrants(Grants(account.Grants, from, to), account.Member, _by, now));
        ListOf<Grant> others = [.. account.Grants.Where(grant => grant.Scope.Division != from)];
        return (
            Entities.Account(account.Id),
            others.Count > 0 ? new ChangeGrants(others, account.Member, _by, now) : new CloseAccount(_by, now)
        );
    }

    private static ListOf<Grant> Grants(ListOf<Grant> grants, string from, string to) =>
        [
            .. grants
                .Select(grant => grant.Scope.Division == from ? grant with { Scope = grant.Scope with { Division = to } } : grant)
                .Distinct(),
        ];

    /// <summary>The member responsible for a thing stays responsible when both go to the same community.</summary>
    private MemberId? Along(MemberId? member, string to) => member is { } one && To($"member/{one}") == to ? member : null;

    private static MemberId Member(string thing) => new(Guid.Parse(thing[(thing.IndexOf('/', StringComparison.Ordinal) + 1)..]));

    private IEnumerable<IGrouping<(string From, string To), (Thing Thing, string To)>> Going(Func<Thing, bool> which) =>
        _things
            .Where(thing => which(thing) && IsLeft(thing) && To(thing.Id) is not null)
            .Select(thing => (Thing: thing, To: To(thing.Id)!))
            .GroupBy(one => (one.Thing.From, one.To));

    /// <summary>
    /// Finishes the change when everything has moved: a single community that takes all gets the ground of all, and each old one names its
    /// successors.
    /// </summary>
    public IEnumerable<Step> Ending()
    {
        var places = known.Of<PlacesKnown>();
        if (change.New.Count == 1)
        {
            var parts = change
                .Old.Append(change.New[0].Code)
                .Distinct(StringComparer.Ordinal)
                .Select(code => places.Of(code)?.Facts.Boundary)
                .OfType<Area.Polygons>()
                .ToList();
            if (parts.Count > 0)
                yield return new(
                    "boundary",
                    Entities.Place(Realm, change.New[0].Code),
                    new DrawBoundary(
                        new([.. parts.SelectMany(one => one.Parts).Distinct()]),
                        change.Old.Any(code => places.Of(code)?.Facts.Synthetic == true),
                        null,
                        now
                    )
                );
        }
        foreach (var (old, to) in change.Succeeding)
            yield return new(
                $"succeed/{old}",
                Entities.Place(Realm, old),
                new SucceedDivision(to[0], change.From, now, to.Count > 1 ? [.. to.Skip(1)] : null)
            );
    }
}
