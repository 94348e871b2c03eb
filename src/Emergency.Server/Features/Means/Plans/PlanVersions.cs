using Emergency.Domain.Plans;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Plans;

/// <summary>A version of a plan that is or was in force.</summary>
/// <param name="Nth">Number of the approved version, from 1.</param>
/// <param name="Until">Time at which the next version was approved; null while this one is in force.</param>
/// <param name="Reference">Number of its filing; null where it was not filed.</param>
internal sealed record PlanVersion(int Nth, PlanText Text, DateTimeOffset ApprovedAt, DateTimeOffset? Until, string? Reference);

/// <summary>
/// Loads all versions of a plan that were ever approved from its stream, because views keep only the one in force. Plans
/// belong to the live realm: a drill changes none.
/// </summary>
internal sealed class PlanVersions(IFeed feed)
{
    /// <summary>Versions of a plan, the oldest first.</summary>
    public async Task<IReadOnlyList<PlanVersion>> Of(string community, Known known, CancellationToken stop)
    {
        var (versions, plan) = (new List<PlanVersion>(), Plan.None);
        await foreach (var happened in feed.Stream(Entities.Plan(Entities.Live, community), known.At, stop))
        {
            if (happened.Event is not PlanEvent e)
                continue;
            plan = Plan.Evolve(plan, e);
            if (e is PlanApproved && plan.InForce is { } text)
            {
                if (versions is [.., var before])
                    versions[^1] = before with { Until = happened.Meta.At };
                versions.Add(new(versions.Count + 1, text, happened.Meta.At, null, null));
            }
            else if (e is PlanFiled filed && versions is [.., var last])
                versions[^1] = last with { Reference = filed.Reference };
        }
        return versions;
    }
}
