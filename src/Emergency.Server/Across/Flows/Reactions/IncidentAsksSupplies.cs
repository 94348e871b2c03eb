using System.Globalization;
using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.Stock;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Reactions;

/// <summary>
/// Reserves the supplies of a task in its community's stock. Available stock is promised for a while; a shortage goes back to the task,
/// which asks the street.
/// </summary>
internal sealed class IncidentAsksSupplies : IReaction
{
    private const int PerItem = 100,
        Short = 50;

    public string Name => "incident-asks-supplies";

    public IEnumerable<Reacted> React(Happened happened, Known known)
    {
        var (task, community, needs, at) = happened.Event switch
        {
            TaskOpened { Planned.Supplies: { } needed } e => (e.Task, e.Community, needed, e.At),
            SuppliesAsked e => (e.Task, e.Community, e.Needs, e.At),
            _ => (default, "", [], default),
        };
        var (realm, incident) = (happened.Entity.Realm, happened.Entity.Key);
        return needs.Select(
            (need, i) =>
                new Reacted(
                    Entities.Supplies(realm, community),
                    new ReserveItem(
                        task,
                        new(Guid.Parse(incident)),
                        need.Item,
                        need.Quantity,
                        Shanghai.Day(at),
                        at + known.InForce.Time(Deadlines.GoodsFetched, community),
                        at
                    ),
                    i * PerItem
                )
        );
    }

    /// <summary>Handles a shortage: the task gets the available quantity, and is told the missing one.</summary>
    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem)
    {
        if (reacted.Command is not ReserveItem asked)
            return Otherwise.Done("the task has ended: nothing is missing any more");
        if (problem.Code != Supplies.NotEnough.Text)
            return Otherwise.Done("asked for none");
        var (there, wanted) = (int.Parse(problem.Arguments[0], CultureInfo.InvariantCulture), Wanted(happened, reacted.Ordinal / PerItem));
        // A single request per item of one need, however often the stock shrinks meanwhile.
        var request = Derived.Id<GoodsRequestId>(Derived.Id(asked.Task.Value, $"{Name} {happened.Name}"), reacted.Ordinal / PerItem);
        var shortage = new Reacted(
            happened.Entity,
            new ReportShortage(asked.Task, request, asked.Item, wanted, wanted - there, asked.At),
            reacted.Ordinal + Short
        );
        return there > 0
            ? Otherwise.Send(reacted with { Command = asked with { Quantity = there }, Ordinal = reacted.Ordinal + 1 }, shortage)
            : Otherwise.Send(shortage);
    }

    private static int Wanted(Happened happened, int item) =>
        happened.Event switch
        {
            TaskOpened { Planned.Supplies: { } needs } => needs[item].Quantity,
            SuppliesAsked e => e.Needs[item].Quantity,
            _ => throw new Unforeseen(happened.Event),
        };
}
