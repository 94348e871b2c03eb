using Emergency.Domain;
using Emergency.Domain.Grids;
using Emergency.Domain.Incidents;
using Emergency.Domain.Patrols;
using Emergency.Domain.People;
using Emergency.Domain.Places;
using Emergency.Domain.Protection;
using Emergency.Domain.RiskPoints;
using Emergency.Domain.Stock;
using Emergency.Domain.Teams;
using Emergency.Domain.Visits;
using Emergency.Engine;
using Emergency.Server.Features.Grids;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.Patrols;
using Emergency.Server.Features.People;
using Emergency.Server.Features.RiskPoints;
using Emergency.Server.Features.Stock;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Membership;

/// <summary>Hands on everything in a member's hands, one act for each thing.</summary>
internal sealed class HandingOver(Act act, string community, MemberId from)
{
    /// <summary>Hands on all things. Returns the first refusal; null where all succeeded.</summary>
    public async Task<Problem?> All(Holdings held, IReadOnlyList<HandOver> hand)
    {
        foreach (var (n, thing) in held.Things.Index())
            if (hand.FirstOrDefault(one => one.What == thing.What && one.Key == thing.Key) is { } said)
                if (await One(thing, said.To, n + 1) is { } problem)
                    return problem;
        return null;
    }

    private async Task<Problem?> One(HeldThing thing, MemberId? to, int ordinal)
    {
        var (permission, entity, make) = thing.What switch
        {
            Held.Equipment => Team(by => new TakeBackEquipment(from, Id<EquipmentId>(thing.Key), to, by, act.Now)),
            Held.Turn => Team(by =>
                to is { } taker
                    ? new ChangeTurn(thing.Turn!, Turn(thing.Turn!) with { Member = taker }, by, act.Now)
                    : new StrikeDuty(thing.Turn!, by, act.Now)
            ),
            Held.Lot => (
                SuppliesPermissions.Edit,
                Entities.Supplies(act.Asked.Realm, community),
                by => new ChangeKeeper(Id<LotId>(thing.Key), to, by, act.Now)
            ),
            Held.Person => (
                PeoplePermissions.ResidentsEdit,
                Entities.Residents(act.Asked.Realm, community),
                by => new PairHelper(Id<PersonId>(thing.Key), to, by, act.Now)
            ),
            Held.Risk => Leaver(
                Entities.RiskPoint(Id<RiskPointId>(thing.Key)),
                by => new SetRiskPoint(community, Watch(thing.Key) with { Watcher = to }, by, act.Now)
            ),
            Held.Patrol => Leaver(Entities.Patrol(Id<PatrolId>(thing.Key)), by => Walk(thing.Key, to, by)),
            Held.Grid => Leaver(Entities.Quarters(community), by => Chief(thing.Key, to, by)),
            Held.Visits => Leaver(
                Entities.Visits(Entities.Live, community, Id<PersonId>(thing.Key)),
                by => new HandVisits(to, by, act.Now)
            ),
            Held.Protection => Leaver(
                Entities.Protection(Entities.Live, Child(thing.Key)),
                by => new AssignProtection(to!.Value, by, act.Now)
            ),
            _ => (
                IncidentPermissions.TaskAssign,
                Entities.Incident(act.Asked.Realm, Id<IncidentId>(thing.Key.Split('/')[0])),
                (Func<By, Command>)(by => new HandOnTask(Id<TaskId>(thing.Key.Split('/')[1]), to!.Value, by, act.Now, ForHolder: true))
            ),
        };
        var sent = await act.Use<Sending>().Send(act.Asked.Next(ordinal), permission, new Place(community), entity, make, stop: act.Stop);
        return sent.Problem;
    }

    private (Permission, EntityId, Func<By, Command>) Team(Func<By, Command> make) =>
        (TeamPermissions.Edit, Entities.Team(act.Asked.Realm, community), make);

    // The account that lets a member go decides who takes over, even where it may not see the thing itself.
    private static (Permission, EntityId, Func<By, Command>) Leaver(EntityId entity, Func<By, Command> make) =>
        (TeamPermissions.Edit, entity, make);

    private Known Now => act.Use<Folding>().Now;

    private RiskFacts Watch(string key) =>
        Now.Of<RiskPointsKnown>(Entities.Live).Find(Id<RiskPointId>(key))?.Facts ?? throw new InvalidOperationException(Gone);

    private SetPatrol Walk(string key, MemberId? to, By by)
    {
        var round = Now.Of<PatrolsKnown>(Entities.Live).Find(Id<PatrolId>(key)) ?? throw new InvalidOperationException(Gone);
        return new(community, round.Facts! with { Walker = to }, round.Next ?? Shanghai.Day(act.Now), by, act.Now);
    }

    private DrawQuarter Chief(string name, MemberId? to, By by)
    {
        var all = Now.Of<QuartersKnown>(Entities.Live).Of(community);
        var grid = all.Find(QuarterKind.Grid, name) ?? throw new InvalidOperationException(Gone);
        return new(grid with { Chief = to }, grid, by, act.Now, all.Beside(grid));
    }

    private PersonId Child(string key) =>
        Holdings.CasesOf(Now, community, from).FirstOrDefault(one => Holdings.KeyOf(one.Id) == key)?.Id
        ?? throw new InvalidOperationException(Gone);

    private const string Gone = "it was there when it was listed";

    private Duty Turn(DutyKey key) =>
        act.Use<Folding>().Now.Of<TeamsKnown>(act.Asked.Realm).Of(community).State.Roster.GetValueOrDefault(key)
        ?? throw new InvalidOperationException("the turn was there when it was listed");

    private static TId Id<TId>(string text)
        where TId : struct, IGuidId<TId> => TId.From(Guid.Parse(text));
}
