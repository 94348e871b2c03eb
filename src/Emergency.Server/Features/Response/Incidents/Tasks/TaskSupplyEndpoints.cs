using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.Plans;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Requests;
using static Emergency.Server.Infrastructure.Acting.Bodies;

namespace Emergency.Server.Features.Incidents.Tasks;

/// <summary>Endpoint for supplies (要物) that a task needs beyond those of its card.</summary>
internal static class TaskSupplyEndpoints
{
    public static RouteGroupBuilder MapTaskSupplies(this RouteGroupBuilder api)
    {
        api.MapPost("/incidents/{id:guid}/tasks/{taskId:guid}/supplies", Ask).Needs(IncidentPermissions.TaskAct);
        return api;
    }

    /// <summary>
    /// Sets the total need of a task for each thing {needs: [{item, quantity}]}: the community's stock is asked first, and
    /// the shortage goes to the street.
    /// </summary>
    public static Task<Outcome<Recorded>> Ask(Guid id, Guid taskId, NewNeeds body, Act act) =>
        Refused(NewNeeds.Faults(body))
        ?? act.OnTask(id, taskId, IncidentPermissions.TaskAct).Do(by => new AskSupplies(new(taskId), body.Needs!, by, act.Now));
}

/// <summary>Things by the name they have in the stock register.</summary>
internal sealed record NewNeeds(ListOf<SupplyNeed>? Needs)
{
    private const int Most = 20;

    public static IReadOnlyList<string> Faults(NewNeeds body)
    {
        return
        [
            .. Checks.Need(body.Needs is { Count: >= 1 and <= Most }, $"$.needs: 1 to {Most}"),
            .. (body.Needs ?? []).SelectMany(
                (need, i) =>
                    (IEnumerable<string>)
                        [
                            .. Checks.Text(need?.Item, $"$.needs[{i}].item", 40, needed: true),
                            .. Checks.Need(need?.Quantity is >= 1, $"$.needs[{i}].quantity: 1 or more"),
                        ]
            ),
        ];
    }
}
