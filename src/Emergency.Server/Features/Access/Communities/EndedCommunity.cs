using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Emergency.Domain.Places;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Asking;

namespace Emergency.Server.Features.Communities;

/// <summary>
/// Restricts acts on a community that was split or merged: nothing can begin there any more, but remaining matters can be ended, read and
/// erased.
/// </summary>
internal static partial class EndedCommunity
{
    /// <summary>Routes below an ended community that remain allowed: they read, protect a child, or end remaining matters.</summary>
    public static readonly FrozenSet<string> StillDone = new[]
    {
        // Reading in full, and rights that the law gives a person at any time (个人信息保护法 45–47).
        "residents/{personId}/reveal",
        "residents/{personId}/erase",
        "residents/{personId}/hold",
        "residents/approvals/withdraw",
        "residents/{personId}/consents",
        "households/{householdId}/reveal",
        "team/members/{member}/erase",
        "ended/open",
        "attachments/{kind}/{ownerId}/{attachmentId}/nobody",
        "attachments/{kind}/{ownerId}/{attachmentId}/remove",
        // A child is protected in whatever community the case lies.
        "entrustments/{personId}/ask",
        "entrustments/{personId}/check",
        "entrustments/{personId}/contact",
        "entrustments/{personId}/letters/{to}/answer",
        "entrustments/{personId}/letters/{to}/send",
        "entrustments/{personId}/report",
        "entrustments/{personId}/report/{reportId}/add",
        "entrustments/{personId}/report/{reportId}/answer",
        "entrustments/{personId}/report/{reportId}/link/withdraw",
        "entrustments/{personId}/report/{reportId}/link/{to}",
        // Acts done on a phone before it learnt of the change.
        "clinic/{personId}/make",
        "clinic/{personId}/miss",
        "visits/{personId}/make",
        "visits/{personId}/miss",
        "visits/{personId}/hand-over",
        "standing/opened",
        // Acts that end remaining matters.
        "standing/papers/{number}/destroyed",
        "standing/take-back",
        "givings/{personId}/refuse",
        "residents/{personId}/cancel-giving",
        "residents/{personId}/unmerge",
        "hazard-sheet/withdraw",
        "parties/{partyId}/account/withdraw",
        "parties/{partyId}/link/withdraw",
        "parties/{partyId}/end",
        "patrols/{patrolId}/end",
        "patrols/{patrolId}/stop",
        "risk-points/{riskPointId}/end",
        "plan/discard",
        "plan/withdraw",
        "quarters/remove",
        "team/duty/strike",
        "team/swaps/drop",
        "volunteers/leave",
        "volunteers/needs/{needId}/close",
        "supplies/{lot}/release",
        "supplies/{lot}/return",
        "lots/{lot}/loans/{loan}/return",
        "resources/{resource}/end",
        "transfers/{transfer}/cancel",
        "transfers/{transfer}/refuse",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly string[] Roots = ["/api/communities/{code}/", "/api/stores/{code}/"];

    /// <summary>
    /// Problem of a request that would begin something in an ended community. Null where it is allowed, and where the asker does not see
    /// the community, which is answered elsewhere.
    /// </summary>
    public static Problem? Refusal(HttpContext context, Asked asked, PlacesKnown places)
    {
        if (
            HttpMethods.IsGet(context.Request.Method)
            || HttpMethods.IsHead(context.Request.Method)
            || context.Request.RouteValues.GetValueOrDefault("code") is not string code
            || context.GetEndpoint() is not RouteEndpoint { RoutePattern.RawText: { } pattern }
            || Roots.FirstOrDefault(root => pattern.StartsWith(root, StringComparison.Ordinal)) is not { } begins
            || StillDone.Contains(Constraint().Replace(pattern[begins.Length..], ""))
        )
            return null;
        return Of(places, code) is { } ended && asked.Sees(new Place(code)) ? ended : null;
    }

    // Removes route constraints: {member:guid} becomes {member}.
    [GeneratedRegex(":[^}]+", RegexOptions.None, 1000)]
    private static partial Regex Constraint();

    /// <summary>Problem that a community has ended, with its successors; null where it has not.</summary>
    public static Problem? Of(PlacesKnown places, string code) =>
        Divisions.IsCommunity(code) && places.Of(code) is { Facts.Successor: not null } one
            ? new("division.ended", [one.Name, To(places, one)])
            : null;

    /// <summary>Names of the communities that its people belong to now; empty where it has not ended.</summary>
    public static string To(PlacesKnown places, DivisionKnown one) =>
        one.Facts.Successor is { } first ? string.Join('、', (one.Facts.OtherSuccessors ?? []).Prepend(first).Select(places.Name)) : "";
}
