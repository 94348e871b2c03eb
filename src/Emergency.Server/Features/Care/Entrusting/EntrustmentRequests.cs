using Emergency.Domain;
using Emergency.Domain.Entrusting;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Features.Entrusting;

/// <summary>A check that was made: six facts, and a person's judgement.</summary>
/// <param name="Answers">Answers by the codes of the table.</param>
/// <param name="SeenAt">Time at which the child was seen; now where it is left out.</param>
internal sealed record NewCheck(
    CheckJudgement? Judgement,
    IReadOnlyList<NewFact>? Answers = null,
    string? Note = null,
    DateTimeOffset? SeenAt = null
)
{
    public static IReadOnlyList<string> Faults(NewCheck body, CheckTable table) =>
        [
            .. Checks.Need(body.Judgement is not null, "$.judgement: good, strained or failing"),
            .. Checks.Need(
                body.Answers is { Count: > 0 }
                    && body.Answers.DistinctBy(one => one.Fact, StringComparer.Ordinal).Count() == body.Answers.Count
                    && body.Answers.Count == table.Facts.Count
                    && body.Answers.All(one =>
                        table.Facts.Any(fact => fact.Code == one.Fact && fact.Answers.Any(code => code == one.Answer))
                    ),
                "$.answers: each fact of the table once"
            ),
            .. Checks.Text(body.Note, "$.note", 500),
        ];
}

internal sealed record NewFact(string? Fact, string? Answer);

/// <summary>A request for a check after a sign of trouble (有迹象).</summary>
internal sealed record NewCheckAsked(string? Why)
{
    public static IReadOnlyList<string> Faults(NewCheckAsked body) => [.. Checks.Text(body.Why, "$.why", 300, needed: true)];
}

/// <summary>A letter that has been sent.</summary>
/// <param name="Words">Words as sent, where they differ from the template.</param>
/// <param name="Proof">A paper of the child: the signed copy, a receipt.</param>
internal sealed record NewLetterSent(LetterWay? Way, string? Words = null, AttachmentId? Proof = null)
{
    public static IReadOnlyList<string> Faults(NewLetterSent body) =>
        [.. Checks.Need(body.Way is not null, "$.way: handed, delivered, phoned or posted"), .. Checks.Text(body.Words, "$.words", 2000)];
}

internal sealed record NewLetterAnswer(string? Answer, AttachmentId? Proof = null)
{
    public static IReadOnlyList<string> Faults(NewLetterAnswer body) => [.. Checks.Text(body.Answer, "$.answer", 500, needed: true)];
}

/// <summary>A report of suspected harm (未保法 11) on one page.</summary>
/// <param name="Seen">Signs seen or heard.</param>
/// <param name="Where">Place and time of them.</param>
/// <param name="Safe">Words on the child's safety now.</param>
/// <param name="Who">Person suspected; left out where not known.</param>
/// <param name="PoliceFirst">True when 110 was dialled before.</param>
internal sealed record NewHarmReport(string? Seen, string? Where, string? Safe, string? Who, IReadOnlyList<ReportTo>? To, bool? PoliceFirst)
{
    public static IReadOnlyList<string> Faults(NewHarmReport body) =>
        [
            .. Checks.Text(body.Seen, "$.seen", 1000, needed: true),
            .. Checks.Text(body.Where, "$.where", 300),
            .. Checks.Text(body.Safe, "$.safe", 300),
            .. Checks.Text(body.Who, "$.who", 300),
            .. Checks.Need(body.To is { Count: > 0 and <= 3 }, "$.to: police, civil-affairs or education"),
        ];
}

internal sealed record NewHarmAdded(string? Text)
{
    public static IReadOnlyList<string> Faults(NewHarmAdded body) => [.. Checks.Text(body.Text, "$.text", 1000, needed: true)];
}

/// <summary>The answer of a receiver of a report.</summary>
/// <param name="To">The receiver; left out by the account of civil affairs, which answers for itself alone.</param>
/// <param name="Decision">Left out while the report is only received and nothing is decided.</param>
/// <param name="Words">Person who received it, number of the case, steps taken.</param>
/// <param name="Proof">A paper of the child.</param>
internal sealed record NewHarmAnswer(ReportTo? To, HarmDecision? Decision = null, string? Words = null, AttachmentId? Proof = null)
{
    public static IReadOnlyList<string> Faults(NewHarmAnswer body, bool own) =>
        [
            .. Checks.Need(body.To is not null || own, "$.to: police, civil-affairs or education"),
            .. Checks.Text(body.Words, "$.words", 500, needed: body.Decision is HarmDecision.Declined or HarmDecision.PassedOn),
        ];
}

/// <summary>A note whether parents and child spoke in the week of a day (未保法 23).</summary>
internal sealed record NewContact(DateOnly? Day, bool? Spoke)
{
    public static IReadOnlyList<string> Faults(NewContact body, DateOnly today) =>
        [
            .. Checks.Need(body.Day is { } day && day <= today && day > today.AddDays(-84), "$.day: within twelve weeks"),
            .. Checks.Need(body.Spoke is not null, "$.spoke: needed"),
        ];
}
