using Emergency.Domain;
using Emergency.Domain.Visits;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Features.Visits;

/// <summary>A visit. Without reasons everything was as usual.</summary>
/// <param name="Reasons">Troubles found, by the codes of the table.</param>
/// <param name="Answers">Answers to the questions, by their codes.</param>
/// <param name="Follows">Follow-ups that the visitor chose.</param>
/// <param name="SeenAt">Time by the phone's clock; now where it is left out.</param>
/// <param name="Afterwards">事后补: recorded later from memory or paper.</param>
/// <param name="NearDoor">True when the phone was within 100 m of the door. No point is sent.</param>
/// <param name="Sooner">Day of the next visit, earlier than by the interval.</param>
/// <param name="PoliceFirst">Only in a report (未保法 11): true when 110 was dialled before.</param>
/// <param name="Hazard">The danger there, in a sentence, without personal data. If it is left out, the hazard says
/// only that a visitor saw something.</param>
/// <param name="ByCall">打过电话: true when the phone has dialled from the form.</param>
internal sealed record NewVisit(
    VisitMeans? Means,
    IReadOnlyList<string>? Reasons,
    IReadOnlyList<NewAnswer>? Answers,
    IReadOnlyList<VisitFollow>? Follows,
    string? Note,
    DateTimeOffset? SeenAt,
    bool? Afterwards,
    bool? NearDoor,
    DateOnly? Sooner,
    bool? PoliceFirst,
    string? Hazard = null,
    bool? ByCall = null
)
{
    private const int Most = 20;

    public static IReadOnlyList<string> Faults(NewVisit body, VisitTable table) =>
        [
            .. Checks.Need(body.Means is not null, "$.means: needed"),
            .. Checks.Need(
                body.Reasons is null
                    || (body.Reasons.Count <= Most && body.Reasons.All(code => table.Reasons.Any(reason => reason.Code == code))),
                "$.reasons: codes of the table"
            ),
            .. Checks.Need(
                body.Answers is null || (body.Answers.Count <= Most && body.Answers.All(answer => NewAnswer.Stands(answer, table))),
                "$.answers: questions and answers of the table"
            ),
            .. Checks.Need(body.Follows is null or { Count: <= Most }, "$.follows: each once"),
            .. Checks.Need(
                body.PoliceFirst is null || body.Follows?.Contains(VisitFollow.Report) == true,
                "$.policeFirst: only of a report"
            ),
            .. Checks.Text(body.Note, "$.note", 500),
            .. Checks.Text(body.Hazard, "$.hazard", 200),
            .. Checks.Need(body.ByCall is not true || body.Means == VisitMeans.Phone, "$.byCall: only of a visit by telephone"),
        ];
}

/// <param name="Question">Code of the question.</param>
internal sealed record NewAnswer(string? Question, string? Answer)
{
    public static bool Stands(NewAnswer answer, VisitTable table) =>
        table.Questions.Any(set => set.Items.Any(item => item.Code == answer.Question && item.Answers.Any(code => code == answer.Answer)));
}

/// <summary>
/// A visit in vain. <paramref name="Again"/>: time of the next try; <paramref name="To"/>: member who goes there
/// instead.
/// </summary>
internal sealed record NewMissed(MissReason? Reason, DateTimeOffset? TriedAt, DateTimeOffset? Again, MemberId? To, string? Note)
{
    public static IReadOnlyList<string> Faults(NewMissed body) =>
        [.. Checks.Need(body.Reason is not null, "$.reason: needed"), .. Checks.Text(body.Note, "$.note", 500)];
}

/// <summary>Member who visits instead until the next visit is made. It cannot be given back.</summary>
internal sealed record NewWalker(MemberId? Member);

/// <param name="Until">The day on which visits resume by themselves.</param>
internal sealed record NewPause(RestReason? Reason, DateOnly? Until)
{
    public static IReadOnlyList<string> Faults(NewPause body, DateOnly today) =>
        [
            .. Checks.Need(body.Reason is not null, "$.reason: needed"),
            .. Checks.Need(body.Until is not { } until || (until > today && until < today.AddYears(1)), "$.until: within a year"),
        ];
}

/// <param name="Discharged">True after hospital: a visit within a day is requested.</param>
internal sealed record NewResume(bool? Discharged);

/// <summary>A visit outside the interval. <paramref name="Before"/>: its deadline; the table's where it is left out.</summary>
internal sealed record NewExtra(VisitTrigger? Trigger, DateTimeOffset? Before)
{
    public static IReadOnlyList<string> Faults(NewExtra body, DateTimeOffset now) =>
        [
            .. Checks.Need(body.Trigger is not null, "$.trigger: needed"),
            .. Checks.Need(body.Before is not { } before || (before > now && before < now.AddDays(31)), "$.before: within 31 days"),
        ];
}

/// <param name="Until">Time of the newest wish that the asker saw.</param>
internal sealed record NewSeen(DateTimeOffset? Until);

/// <summary>
/// 停电. <paramref name="Building"/>: that building alone; <paramref name="Until"/>: time at which the power is expected
/// back.
/// </summary>
internal sealed record NewPowerCut(string? Building, DateTimeOffset? Until)
{
    public static IReadOnlyList<string> Faults(NewPowerCut body, DateTimeOffset now) =>
        [
            .. Checks.Text(body.Building, "$.building", 40),
            .. Checks.Need(body.Until is not { } until || (until > now && until < now.AddDays(31)), "$.until: within 31 days"),
        ];
}

/// <summary>The clinic's own next visit. No plan of ours removes it.</summary>
internal sealed record NewClinic(DateOnly? Next);
