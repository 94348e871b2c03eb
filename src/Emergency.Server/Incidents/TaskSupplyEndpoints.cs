using Emergency.Domain;
using Emergency.Domain.Communities;
using Emergency.Domain.Incidents;
using Emergency.Server.Identity;
using Emergency.Server.Problems;

namespace Emergency.Server.Incidents;

/// <summary>要物: what a task needs besides what its card names.</summary>
public static class TaskSupplyEndpoints
{
    public static RouteGroupBuilder MapTaskSupplies(this RouteGroupBuilder api)
    {
        api.MapPost("/incidents/{id:guid}/tasks/{taskId:guid}/supplies", Ask).Needs(Permissions.TaskAct);
        return api;
    }

    /// <summary>Says what a task needs of each thing in all {needs: [{item, quantity}]}: the community's stock is asked, and what is short goes to the street.</summary>
    public static async Task<Outcome<Recorded>> Ask(Guid id, Guid taskId, NewNeeds body, Asked asked, IncidentSight sight, Sending sending, CancellationToken stop)
    {
        if (NewNeeds.Faults(body) is { Count: > 0 } faults) return Problem.Bad(faults);
        if (await sight.FindTask(asked, id, taskId, stop) is not { } found) return Problem.NotFound;
        var sent = await sending.Send(asked, Permissions.TaskAct, found.Place(Permissions.TaskAct), found.Seen.Entity, by => new AskSupplies(found.Task.Id, body.Needs!, by, asked.Now), found.Concerns, stop);
        return sent.With(new Recorded(taskId, sent.Position.Value));
    }
}

/// <summary>Things by the name they have in the stock register.</summary>
public sealed record NewNeeds(ListOf<SupplyNeed>? Needs)
{
    private const int Most = 20;

    public static IReadOnlyList<string> Faults(NewNeeds body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return
        [
            .. Checks.Need(body.Needs is { Count: >= 1 and <= Most }, $"$.needs: 1 to {Most}"),
            .. (body.Needs ?? []).SelectMany((need, i) => (IEnumerable<string>)[.. Checks.Text(need?.Item, $"$.needs[{i}].item", 40, needed: true), .. Checks.Need(need?.Quantity is >= 1, $"$.needs[{i}].quantity: 1 or more")]),
        ];
    }
}
