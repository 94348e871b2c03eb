using Emergency.Domain;
using Emergency.Domain.Cases;
using Emergency.Domain.Incidents;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;

namespace Emergency.Server.Features.Incidents;

/// <summary>Keeps callers apart from the text of their reports: each report has a key for its caller alone.</summary>
internal static class Callers
{
    /// <summary>The text without its caller, and the caller under the report's own key; null where nobody is named.</summary>
    public static async ValueTask<(CaseText Text, Sealed? Caller)> Apart(
        ISealing sealing,
        CaseText told,
        ReportId report,
        CancellationToken stop
    )
    {
        if (told is { CallerName: null, CallerPhone: null })
            return (told, null);
        await sealing.Ensure([report.Value], stop);
        return (
            told with
            {
                CallerName = null,
                CallerPhone = null,
            },
            sealing.Seal(report.Value, new CallerTold(told.CallerName, told.CallerPhone))
        );
    }

    /// <summary>Caller of a report; null where nobody was named or the name was destroyed.</summary>
    public static CallerTold? Of(Incident incident, Report report, ISealing sealing) =>
        incident.CallersGone ? null
        : report.Caller is { } caller ? sealing.Open<CallerTold>(caller)
        : sealing.Open<CaseText>(report.Text) is { } text && text is not { CallerName: null, CallerPhone: null }
            ? new(text.CallerName, text.CallerPhone)
        : null;

    /// <summary>Text of a waiting case, with its caller.</summary>
    public static CaseText? Whole(CaseFacts facts, ISealing sealing)
    {
        var (text, caller) = (sealing.Open<CaseText>(facts.Text), facts.Caller is { } told ? sealing.Open<CallerTold>(told) : null);
        return caller is null ? text : text! with { CallerName = caller.CallerName, CallerPhone = caller.CallerPhone };
    }

    /// <summary>The keys that seal its callers; a key derived from the incident where no caller has one.</summary>
    /// <param name="waiting">Keys of messages from before it became an incident.</param>
    public static ListOf<Guid> Keys(Incident incident, IncidentId id, IEnumerable<Guid> waiting) =>
        incident
            .Reports.Values.Select(report => report.Caller)
            .OfType<Sealed>()
            .Select(SealedText.KeyOf)
            .Concat(waiting)
            .Distinct()
            .Order()
            .ToList()
            is { Count: > 0 } keys
            ? [.. keys]
            : [Derived.Id(id.Value, "callers")];
}
