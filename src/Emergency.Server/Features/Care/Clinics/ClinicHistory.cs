using Emergency.Domain;
using Emergency.Domain.Clinics;
using Emergency.Engine;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Privacy;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Clinics;

/// <summary>Reads a clinic's acts for one patient from the stream, because no view keeps them.</summary>
internal sealed class ClinicHistory(IFeed feed, ISealing sealing)
{
    private const int Most = 200;

    /// <summary>The last 200 entries, the newest first.</summary>
    public async Task<IReadOnlyList<ClinicEntry>> Of(string realm, string community, PersonId person, Known known, CancellationToken stop)
    {
        var (told, accounts) = (new Queue<ClinicEntry>(), known.Of<AccountsKnown>());
        await foreach (var happened in feed.Stream(Entities.Clinic(realm, community, person), known.At, stop))
        {
            if (Entry(happened, accounts) is not { } entry)
                continue;
            told.Enqueue(entry);
            if (told.Count > Most)
                told.Dequeue();
        }
        return [.. told.Reverse()];
    }

    private ClinicEntry? Entry(Happened happened, AccountsKnown accounts)
    {
        var blank = new ClinicEntry(happened.Position.Value, happened.Meta.At, happened.Form, null, null, null, null, null, null, null);
        return happened.Event switch
        {
            ClinicVisitMade e => Made(blank, e, accounts),
            ClinicVisitMissed e => blank with
            {
                SeenAt = e.TriedAt,
                Missed = e.Reason,
                Note = e.Told is { } told ? sealing.Open<ClinicText>(told)?.Note : null,
                Next = e.Next,
                Who = Who(accounts, e.By),
            },
            ClinicVisitDated e => blank with { Next = e.Next, Who = Who(accounts, e.By) },
            ClinicAsked e => blank with { Who = Who(accounts, e.By) },
            ClinicCareEnded => blank,
            _ => null,
        };
    }

    private ClinicEntry Made(ClinicEntry blank, ClinicVisitMade e, AccountsKnown accounts)
    {
        var text = sealing.Open<ClinicText>(e.Told);
        return blank with
        {
            SeenAt = e.SeenAt,
            Means = e.Means,
            Results = text is null ? null : [.. text.Results.Select(one => new ClinicAnswerShown(one.Programme, one.Result))],
            Note = text?.Note,
            Next = e.Next,
            Who = Who(accounts, e.By),
        };
    }

    private static string? Who(AccountsKnown accounts, By by) =>
        accounts.Find(by.Account)?.Contact?.Person is { Length: > 0 } name ? Masks.Name(name) : null;
}
