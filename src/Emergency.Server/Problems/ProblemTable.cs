using System.Collections.Frozen;
using System.Reflection;
using Emergency.Domain;
using Emergency.Engine;

namespace Emergency.Server.Problems;

/// <summary>Code → status; 409 where nothing else is said. The only place with status numbers other than success.</summary>
public static class ProblemTable
{
    private static readonly FrozenDictionary<string, int> Statuses = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["not-found"] = 404,
        ["realm.unknown"] = 404,
        ["realm.live-only"] = 403,
        ["drill.unknown"] = 404,
        ["cue.unknown"] = 404,
        ["cue.not-for-you"] = 404,
        ["drill.bad-speed"] = 400,
        ["drill.no-community"] = 400,
        ["improvement.unknown"] = 404,
        ["improvement.bad-day"] = 400,
        ["improvement.not-owner"] = 403,
        ["improvement.own-work"] = 403,
        ["request.bad"] = 400,
        ["request.too-large"] = 413,
        ["request.unsupported"] = 415,
        ["request.method"] = 405,
        ["impact.not-drawn"] = 409,
        ["anchor.none"] = 409,
        ["area.bad"] = 400,
        ["area.self-crossing"] = 400,
        ["session.missing"] = 401,
        ["session.wrong-password"] = 401,
        ["session.locked"] = 429,
        ["live.too-many"] = 429,
        ["session.crowded"] = 429,
        ["buildings.too-many"] = 429,
        ["buildings.unknown"] = 409,
        ["session.forged"] = 403,
        ["session.reset"] = 403,
        ["confirmation.unknown"] = 404,
        ["confirmation.own"] = 403,
        ["confirmation.same-office"] = 403,
        ["scope.not-yours"] = 403,
        ["sight.not-approved"] = 403,
        ["sight.own-role"] = 403,
        ["account.own"] = 403,
        ["account.not-the-members-role"] = 409,
        ["hotline.unknown"] = 404,
        ["hotline.signature"] = 401,
        ["hotline.bad-message"] = 400,
        ["cap.bad"] = 400,
        ["heavy.busy"] = 503,
        ["heavy.too-long"] = 413,
        ["warning.unknown"] = 404,
        ["handover.unknown"] = 404,
        ["task.no-area"] = 409,
        ["import.unknown"] = 404,
        ["doubt.gone"] = 409,
        ["import.unreadable"] = 400,
        ["position.no-task"] = 409,
        ["view.behind"] = 503,
        ["view.broken"] = 503,
        ["engine.broken"] = 503,
        ["engine.busy"] = 503,
        ["engine.stopped"] = 503,
        ["server.bug"] = 500,
        [EngineCodes.AnotherRequest] = 422,
        [EngineCodes.Full] = 507,
        [EngineCodes.UnknownKind] = 500,
        [EngineCodes.TooLarge] = 413,
        ["incident.unknown"] = 404,
        ["report.unknown"] = 404,
        ["task.unknown"] = 404,
        ["doors.unknown-person"] = 404,
        ["doors.unknown-household"] = 404,
        ["team.unknown-member"] = 404,
        ["team.account-open"] = 409,
        ["team.at-work"] = 409,
        ["supplies.unknown-lot"] = 404,
        ["desk.unknown-officer"] = 404,
        ["schedule.unknown"] = 404,
        ["response.unknown"] = 404,
        ["response.not-theirs"] = 403,
        ["scenario.unknown"] = 404,
        ["scenario.bad"] = 400,
        ["scenario.not-theirs"] = 403,
        ["residents.unknown-person"] = 404,
        ["residents.unknown-household"] = 404,
        ["shelter.unknown"] = 404,
        ["incident.not-starter"] = 403,
        ["goods.unknown"] = 404,
        ["order.unknown"] = 404,
        ["call.unknown"] = 404,
        ["order.not-a-receiver"] = 404,
        ["place.unknown-division"] = 404,
        ["place.unknown-hazard"] = 404,
        ["plan.unknown-card"] = 404,
        ["account.unknown"] = 404,
        ["care.unknown"] = 404,
        ["case.unknown"] = 404,
        ["task.not-alerted"] = 403,
        ["task.not-yours"] = 403,
        ["task.professional"] = 403,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static int Status(string code) => Statuses.GetValueOrDefault(code, 409);

    /// <summary>Every code there is: the domain's (found beside their nouns), the engine's, and the edge's.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. DomainCodes().Concat(EngineCodes.All).Concat(Statuses.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    private static IEnumerable<string> DomainCodes() => typeof(Code).Assembly.GetExportedTypes()
        .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
        .Where(field => field.FieldType == typeof(Code))
        .Select(field => ((Code)field.GetValue(null)!).Text);
}
