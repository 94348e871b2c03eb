using Emergency.Domain;
using Emergency.Domain.Visits;
using Emergency.Engine;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Privacy;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Visits;

/// <summary>Loads the events of a person's visits from their stream, because no view keeps them.</summary>
internal sealed class VisitHistory(IFeed feed, ISealing sealing)
{
    private const int Most = 400;

    /// <summary>The latest events, oldest first.</summary>
    /// <param name="words">True when the asker can see the visitors' findings.</param>
    public async Task<IReadOnlyList<VisitEntry>> Of(
        string realm,
        string community,
        PersonId person,
        bool words,
        Known known,
        CancellationToken stop
    )
    {
        var (told, accounts) = (new Queue<VisitEntry>(), known.Of<AccountsKnown>());
        await foreach (var happened in feed.Stream(Entities.Visits(realm, community, person), known.At, stop))
        {
            if (Entry(happened, words, accounts) is not { } entry)
                continue;
            told.Enqueue(entry);
            if (told.Count > Most)
                told.Dequeue();
        }
        return [.. told];
    }

    private VisitEntry? Entry(Happened happened, bool words, AccountsKnown accounts)
    {
        var blank = new VisitEntry(
            happened.Position.Value,
            happened.Meta.At,
            happened.Form,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            false,
            false,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null
        );
        return happened.Event switch
        {
            VisitMade e => Signed(Made(blank, e, words), e.By, accounts),
            VisitMissed e => Signed(
                blank with
                {
                    SeenAt = e.TriedAt,
                    Missed = e.Reason,
                    Again = e.Again,
                    Note = words ? Open(e.Told)?.Note : null,
                },
                e.By,
                accounts
            ),
            VisitsHanded e => Signed(blank, e.By, accounts),
            VisitsPaused e => Signed(blank with { Paused = e.Reason, Next = e.Until }, e.By, accounts),
            VisitsResumed e => Signed(blank with { Next = e.Next }, e.By, accounts),
            ExtraVisitAsked e => Signed(blank with { Trigger = e.Extra.Trigger }, e.By, accounts),
            ClinicVisitNoted e => Signed(blank with { Next = e.Next }, e.By, accounts),
            VisitAsksSettled { By: { } by } => Signed(blank, by, accounts),
            VisitsPlanned e => blank with { Next = e.Next },
            VisitsEnded => blank,
            _ => null,
        };
    }

    private VisitEntry Made(VisitEntry blank, VisitMade e, bool words)
    {
        var text = words ? Open(e.Told) : null;
        return blank with
        {
            SeenAt = e.SeenAt,
            Means = e.Means,
            AsUsual = e.AsUsual,
            Reasons = text?.Reasons,
            Answers = text is null ? null : [.. text.Answers.Select(one => new VisitAnswerShown(one.Question, one.Answer))],
            Follows = words ? e.Follows : null,
            Note = text?.Note,
            Afterwards = e.Afterwards,
            NearDoor = e.NearDoor,
            ByCall = e.ByCall ?? false,
            PoliceFirst = words ? e.PoliceFirst : null,
            Next = e.Next,
        };
    }

    private VisitText? Open(Sealed? told) => told is { } text ? sealing.Open<VisitText>(text) : null;

    private static VisitEntry Signed(VisitEntry entry, By? by, AccountsKnown accounts) =>
        by is null
            ? entry
            : entry with
            {
                Role = by.Role.ToString(),
                Who = accounts.Find(by.Account)?.Contact?.Person is { Length: > 0 } name ? Masks.Name(name) : null,
            };
}
