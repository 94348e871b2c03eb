using Emergency.Domain;
using Emergency.Domain.Plans;
using Emergency.Engine;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Privacy;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Plans;

/// <summary>Events of a plan, the newest first.</summary>
internal sealed record PlanCourse(IReadOnlyList<PlanMoment> Items, long Position);

/// <param name="What">The stored name of the event.</param>
/// <param name="Version">Version of the text concerned.</param>
/// <param name="About">The card written, the number of the filing, or the cause of a revision.</param>
/// <param name="Who">Masked name; left out for acts of the server.</param>
internal sealed record PlanMoment(DateTimeOffset At, string What, string? Version, string? About, string? Role, string? Who);

/// <summary>
/// Loads the events of a plan from its stream, because no view keeps them. Successive changes of a card by the same
/// person appear once, as the last of them.
/// </summary>
internal sealed class PlanHistory(IFeed feed)
{
    private const int Most = 200;

    public async Task<IReadOnlyList<PlanMoment>> Of(string realm, string community, Known known, CancellationToken stop)
    {
        var (told, plan, accounts) = (new List<PlanMoment>(), Plan.None, known.Of<AccountsKnown>());
        await foreach (var happened in feed.Stream(Entities.Plan(realm, community), known.At, stop))
        {
            if (happened.Event is not PlanEvent e)
                continue;
            var before = plan;
            plan = Plan.Evolve(plan, e);
            var moment = Moment(happened, e, before, plan, accounts);
            if (told is [.., var last] && last.What == moment.What && last.About == moment.About && last.Who == moment.Who)
                told.RemoveAt(told.Count - 1);
            told.Add(moment);
            if (told.Count > Most)
                told.RemoveAt(0);
        }
        told.Reverse();
        return told;
    }

    private static PlanMoment Moment(Happened happened, PlanEvent e, Plan before, Plan after, AccountsKnown accounts)
    {
        var (by, about) = e switch
        {
            PlanDrafted one => (one.By, (string?)null),
            CardSaved one => (one.By, one.Card.Title),
            CardRemoved one => (one.By, before.Newest?.Find(one.Card)?.Title),
            HeadingSaved one => (one.By, one.Heading.Code),
            PlanSubmitted one => (one.By, null),
            PlanWithdrawn one => (one.By, null),
            PlanReturned one => (one.By, null),
            PlanApproved one => (one.By, null),
            PlanFiled one => (one.By, one.Reference),
            PlanEvaluated one => (one.By, null),
            DraftDiscarded one => (one.By, null),
            PlanMarkedDue one => ((By?)null, one.About),
            _ => (null, null),
        };
        return new(
            happened.Meta.At,
            happened.Form,
            e is PlanFiled or PlanEvaluated or PlanMarkedDue
                ? after.InForce?.Version
                : (after.Draft ?? before.Draft ?? after.InForce)?.Version,
            e is PlanMarkedDue due ? string.Join(' ', new[] { due.Trigger, about }.OfType<string>()) : about,
            by?.Role.ToString(),
            by is not null && accounts.Find(by.Account)?.Contact?.Person is { Length: > 0 } name ? Masks.Name(name) : null
        );
    }
}
