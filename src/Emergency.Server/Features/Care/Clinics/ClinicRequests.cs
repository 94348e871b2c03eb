using Emergency.Domain.Clinics;
using Emergency.Domain.Visits;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Features.Clinics;

/// <summary>A visit of the clinic at which the patient was met.</summary>
/// <param name="Results">A result for each programme of the patient.</param>
/// <param name="SeenAt">Time of the visit by the device's clock; now where it is left out.</param>
/// <param name="Sooner">Date of the next visit, earlier than the table's.</param>
internal sealed record NewClinicVisit(
    VisitMeans? Means,
    IReadOnlyList<NewClinicAnswer>? Results,
    string? Note,
    DateTimeOffset? SeenAt,
    DateOnly? Sooner
)
{
    public static IReadOnlyList<string> Faults(NewClinicVisit body, ClinicTable table) =>
        [
            .. Checks.Need(body.Means is not null, "$.means: needed"),
            .. Checks.Need(
                body.Results is { Count: > 0 and <= 9 }
                    && body.Results.All(one => table.Of(one.Programme)?.Result(one.Result) is not null)
                    && body.Results.DistinctBy(one => one.Programme, StringComparer.Ordinal).Count() == body.Results.Count,
                "$.results: programmes and results of the table, each once"
            ),
            .. Checks.Text(body.Note, "$.note", 500),
        ];
}

internal sealed record NewClinicAnswer(string? Programme, string? Result);

/// <summary>A visit at which nobody was met. <paramref name="Again"/> is the date of the next try.</summary>
internal sealed record NewClinicMissed(MissReason? Reason, DateTimeOffset? TriedAt, DateOnly? Again, string? Note)
{
    public static IReadOnlyList<string> Faults(NewClinicMissed body) =>
        [.. Checks.Need(body.Reason is not null, "$.reason: needed"), .. Checks.Text(body.Note, "$.note", 500)];
}

/// <summary>An agreed date; null removes it.</summary>
internal sealed record NewClinicDate(DateOnly? Next);
