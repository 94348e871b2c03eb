using Emergency.Server.Infrastructure.Views;
using Microsoft.AspNetCore.SignalR;

namespace Emergency.Server.Across.Live;

/// <summary>
/// Turns exceptions of bugs in the hub into "server.bug"; the log gets type and place, never a message that may name somebody.
/// </summary>
internal sealed partial class HubFaults(ILogger<HubFaults> log) : IHubFilter
{
    public async ValueTask<object?> InvokeMethodAsync(
        HubInvocationContext invocationContext,
        Func<HubInvocationContext, ValueTask<object?>> next
    )
    {
#pragma warning disable CA1031 // The last line of defence of the hub.
        try
        {
            return await next(invocationContext);
        }
        catch (ViewsBehind behind)
        {
            throw new HubException("view.behind", behind);
        }
        catch (ViewBroken broken)
        {
            throw new HubException($"view.broken: {broken.View}", broken);
        }
        catch (Exception fault) when (fault is not (HubException or OperationCanceledException))
        {
            Bug(log, fault.GetType().Name, invocationContext.HubMethodName, fault.StackTrace);
            throw new HubException("server.bug", fault);
        }
#pragma warning restore CA1031
    }

    [LoggerMessage(LogLevel.Error, "{Fault} in hub method {Method}\n{Stack}")]
    private static partial void Bug(ILogger log, string fault, string method, string? stack);
}
