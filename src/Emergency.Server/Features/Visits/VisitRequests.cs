using Emergency.Domain;
using Emergency.Domain.Visiting;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Features.Visits;

/// <summary>A visit that was made. Without reasons it was as usual.</summary>
/// <param name="Reasons">What is wrong, by the codes of the table.</param>
/// <param name="Answers">To the questions, by their codes.</param>
/// <param name="Follows">What the visitor chose to follow.</param>
/// <param name="SeenAt">By the phone's clock; now where it is left out.</param>
/// <param name="Afterwards">事后补: from memory or paper.</param>
/// <param name="NearDoor">The phone was within 100 m of the door. No point is sent.</param>
/// <param name="Sooner">The day of the next one, earlier than by the interval.</param>
/// <param name="PoliceFirst">Of a report (未保法 11): 110 was dialled before.</param>
/// <param name="Hazard">What is dangerous there, in a sentence; nothing of a person. Where it is left out, only that a visitor saw something.</param>
/// <param name="ByCall">打过电话: the phone has dialled from the form.</param>
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

/// <param name="Question">Its code.</param>
internal sealed record NewAnswer(string? Question, string? Answer)
{
    public static bool Stands(NewAnswer answer, VisitTable table) =>
        table.Questions.Any(set => set.Items.Any(item => item.Code == answer.Question && item.Answers.Any(code => code == answer.Answer)));
}

/// <summary>Nobody was met. <paramref name="Again"/>: when one goes there again; <paramref name="To"/>: who goes there instead.</summary>
internal sealed record NewMissed(MissReason? Reason, DateTimeOffset? TriedAt, DateTimeOffset? Again, MemberId? To, string? Note)
{
    public static IReadOnlyList<string> Faults(NewMissed body) =>
        [.. Checks.Need(body.Reason is not null, "$.reason: needed"), .. Checks.Text(body.Note, "$.note", 500)];
}

/// <summary>Who goes there instead until the next visit is made; nobody gives it back.</summary>
internal sealed record NewWalker(MemberId? Member);

/// <param name="Until">The day on which visits go on by themselves.</param>
internal sealed record NewPause(RestReason? Reason, DateOnly? Until)
{
    public static IReadOnlyList<string> Faults(NewPause body, DateOnly today) =>
        [
            .. Checks.Need(body.Reason is not null, "$.reason: needed"),
            .. Checks.Need(body.Until is not { } until || (until > today && until < today.AddYears(1)), "$.until: within a year"),
        ];
}

/// <param name="Discharged">From hospital: a visit is asked for within a day.</param>
internal sealed record NewResume(bool? Discharged);

/// <summary>A visit beside the interval. <paramref name="Before"/>: by when; as the table says where it is left out.</summary>
internal sealed record NewExtra(VisitTrigger? Trigger, DateTimeOffset? Before)
{
    public static IReadOnlyList<string> Faults(NewExtra body, DateTimeOffset now) =>
        [
            .. Checks.Need(body.Trigger is not null, "$.trigger: needed"),
            .. Checks.Need(body.Before is not { } before || (before > now && before < now.AddDays(31)), "$.before: within 31 days"),
        ];
}

/// <param name="Until">What was asked until then, as it was shown.</param>
internal sealed record NewSeen(DateTimeOffset? Until);

/// <summary>停电. <paramref name="Building"/>: that one alone; <paramref name="Until"/>: when the power is to be back.</summary>
internal sealed record NewPowerCut(string? Building, DateTimeOffset? Until)
{
    public static IReadOnlyList<string> Faults(NewPowerCut body, DateTimeOffset now) =>
        [
            .. Checks.Text(body.Building, "$.building", 40),
            .. Checks.Need(body.Until is not { } until || (until > now && until < now.AddDays(31)), "$.until: within 31 days"),
        ];
}

/// <summary>The clinic's own next visit; nothing takes it away.</summary>
internal sealed record NewClinic(DateOnly? Next);
