using Emergency.Domain.Clinics;
using Emergency.Domain.Visiting;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Features.Clinics;

/// <summary>A visit of the clinic at which somebody was met.</summary>
/// <param name="Results">One for each programme of the patient.</param>
/// <param name="SeenAt">By the device's clock; now where it is left out.</param>
/// <param name="Sooner">The day of the next one, earlier than the table wants it.</param>
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

/// <summary>Nobody was met. <paramref name="Again"/>: when the clinic goes there again.</summary>
internal sealed record NewClinicMissed(MissReason? Reason, DateTimeOffset? TriedAt, DateOnly? Again, string? Note)
{
    public static IReadOnlyList<string> Faults(NewClinicMissed body) =>
        [.. Checks.Need(body.Reason is not null, "$.reason: needed"), .. Checks.Text(body.Note, "$.note", 500)];
}

/// <summary>A day that was agreed on; none takes it away.</summary>
internal sealed record NewClinicDate(DateOnly? Next);
