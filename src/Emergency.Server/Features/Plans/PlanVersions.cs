using Emergency.Domain.Communities;
using Emergency.Engine;
using Emergency.Server.Foundation;

namespace Emergency.Server.Features.Plans;

/// <summary>A version of a plan that is or was in force.</summary>
/// <param name="Nth">The how manieth that was approved, from 1.</param>
/// <param name="Until">When the next one was approved; null while it is in force.</param>
/// <param name="Reference">Under which it was filed; null where it was not.</param>
internal sealed record PlanVersion(int Nth, PlanText Text, DateTimeOffset ApprovedAt, DateTimeOffset? Until, string? Reference);

/// <summary>All versions of a plan that were ever approved, read from its stream: views keep the one in force alone. Plans are of live; a drill changes none.</summary>
internal sealed class PlanVersions(IFeed feed)
{
    /// <summary>The oldest first.</summary>
    public async Task<IReadOnlyList<PlanVersion>> Of(string community, CancellationToken stop)
    {
        var (versions, plan) = (new List<PlanVersion>(), Plan.None);
        await foreach (var happened in feed.Stream(Entities.Plan(Entities.Live, community), await feed.Head(stop), stop))
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
