using Emergency.Domain;
using Emergency.Domain.Entrusting;
using Emergency.Domain.Visits;
using Emergency.Engine;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Privacy;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Entrusting;

/// <summary>Loads the events of one child's entrusted care from its stream, because no view keeps their words.</summary>
internal sealed class EntrustmentHistory(IFeed feed, ISealing sealing)
{
    private const int Most = 200,
        ShownWeeks = 12;

    public async Task<EntrustmentTold> Of(string realm, string community, PersonId person, Known known, CancellationToken stop)
    {
        var (told, accounts) = (new EntrustmentTold(), known.Of<AccountsKnown>());
        await foreach (var happened in feed.Stream(Entities.Entrustment(realm, community, person), known.At, stop))
            Take(told, happened, accounts);
        await foreach (var happened in feed.Stream(Entities.Visits(realm, community, person), known.At, stop))
            if (happened.Event is VisitMade { Told: { } words } visit && sealing.Open<VisitText>(words) is { } text)
                Week(told, Shanghai.Day(visit.SeenAt), text.Answers);
        return told;
    }

    private void Take(EntrustmentTold told, Happened happened, AccountsKnown accounts)
    {
        switch (happened.Event)
        {
            case CheckMade e:
                var text = sealing.Open<CheckText>(e.Told);
                Add(
                    told,
                    happened,
                    accounts,
                    e.By,
                    entry => entry with { SeenAt = e.SeenAt, Reason = e.Reason, Judgement = e.Judgement, Note = text?.Note }
                );
                if (text is not null)
                    Week(told, Shanghai.Day(e.SeenAt), text.Answers);
                if (told.Last is null || told.Last.SeenAt <= e.SeenAt)
                    (told.Last, told.LastText, told.LastBy) = (e, text, Who(accounts, e.By));
                break;
            case CheckAsked e:
                Add(told, happened, accounts, e.By, entry => entry);
                break;
            case EntrustmentPlanned or EntrustmentEnded:
                Add(told, happened, accounts, null, entry => entry);
                break;
            case CheckLate { Level: > 1 } e:
                Add(told, happened, accounts, null, entry => entry with { Level = e.Level });
                break;
            case LetterSent e:
                told.Words[e.To] = Text(e.Words);
                told.Answers.Remove(e.To);
                Add(told, happened, accounts, e.By, entry => entry with { To = e.To });
                break;
            case LetterAnswered e:
                told.Answers[e.To] = Text(e.Answer);
                Add(told, happened, accounts, e.By, entry => entry with { To = e.To, Note = Text(e.Answer) });
                break;
            case LetterLate e:
                Add(told, happened, accounts, null, entry => entry with { To = e.To, Level = e.Level });
                break;
            // A letter that is demanded anew drops the words of the one sent before.
            case LettersAsked e:
                foreach (var open in e.Open.Where(letter => !letter.Sent))
                    told.Words.Remove(open.To);
                break;
            case HarmReportAsked e:
                Add(told, happened, accounts, e.By, entry => entry);
                break;
            case HarmReportLate e:
                Add(told, happened, accounts, null, entry => entry with { Level = e.Level });
                break;
            case HarmAnswerLate e:
                Add(told, happened, accounts, null, entry => entry with { Level = e.Level });
                break;
            case HarmReported e:
                var harm = sealing.Open<HarmText>(e.Told);
                told.Reports[e.Report] = new(e.Report, e.At, e.PoliceFirst, e.To, harm?.Seen, harm?.Where, harm?.Safe, harm?.Who, [], []);
                Add(told, happened, accounts, e.By, entry => entry);
                break;
            case HarmReportAdded e when told.Reports.TryGetValue(e.Report, out var report):
                told.Reports[e.Report] = report with { Added = [.. report.Added, new(e.At, Text(e.Told))] };
                Add(told, happened, accounts, e.By, entry => entry);
                break;
            case HarmReportAnswered e:
                if (e.Words is { } answer)
                    told.Heard[(e.Report, e.To)] = Text(answer);
                Add(told, happened, accounts, e.By, entry => entry with { Note = e.Words is { } words ? Text(words) : null });
                break;
            case ContactNoted e:
                told.Weeks[Monday(e.Day)] = e.Spoke;
                break;
            default:
                break;
        }
    }

    /// <summary>The last twelve weeks, oldest first. A week without a note is unknown.</summary>
    public static IReadOnlyList<WeekShown> Weeks(EntrustmentTold told, DateOnly today) =>
        [
            .. Enumerable
                .Range(0, ShownWeeks)
                .Select(week => Monday(today).AddDays(-7 * (ShownWeeks - 1 - week)))
                .Select(monday => new WeekShown(monday, told.Weeks.TryGetValue(monday, out var spoke) ? spoke : null)),
        ];

    private static DateOnly Monday(DateOnly day) => day.AddDays(-((int)day.DayOfWeek + 6) % 7);

    private static void Week(EntrustmentTold told, DateOnly day, ListOf<VisitAnswer> answers)
    {
        if (answers.FirstOrDefault(one => one.Question == "parents")?.Answer is { } said && said is "yes" or "weekly" or "no" or "none")
            told.Weeks[Monday(day)] = said is "yes" or "weekly";
    }

    private static void Add(
        EntrustmentTold told,
        Happened happened,
        AccountsKnown accounts,
        By? by,
        Func<EntrustmentEntry, EntrustmentEntry> with
    )
    {
        told.Entries.Enqueue(
            with(new(happened.Meta.At, happened.Form, null, null, null, null, null, null, by?.Role.ToString(), Who(accounts, by)))
        );
        if (told.Entries.Count > Most)
            told.Entries.Dequeue();
    }

    private static string? Who(AccountsKnown accounts, By? by) =>
        by is not null && accounts.Find(by.Account)?.Contact?.Person is { Length: > 0 } name ? Masks.Name(name) : null;

    private string? Text(Sealed words) => sealing.Open<FreeText>(words)?.Text;
}

/// <summary>Facts found in one pass over a stream.</summary>
internal sealed class EntrustmentTold
{
    public Queue<EntrustmentEntry> Entries { get; } = [];
    public Dictionary<LetterTo, string?> Words { get; } = [];
    public Dictionary<LetterTo, string?> Answers { get; } = [];
    public Dictionary<HarmReportId, HarmReportShown> Reports { get; } = [];
    public Dictionary<(HarmReportId Report, ReportTo To), string?> Heard { get; } = [];
    public Dictionary<DateOnly, bool> Weeks { get; } = [];
    public CheckMade? Last { get; set; }
    public CheckText? LastText { get; set; }
    public string? LastBy { get; set; }
}
