using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Infrastructure.Requests;

/// <summary>
/// Marks a route that uses nothing from the journal, and so is served before the views have caught up: health, pages, their files, the
/// API's description.
/// </summary>
internal sealed record NeedsNoViews;

/// <summary>Extensions that mark a route on its own line.</summary>
internal static class NeedsNoViewsRoutes
{
    /// <summary>Lets the route be served from the first moment.</summary>
    public static TRoute BeforeViews<TRoute>(this TRoute route)
        where TRoute : IEndpointConventionBuilder => route.WithMetadata(new NeedsNoViews());
}

/// <summary>
/// Guards all routes: until the views have reached the end that the journal had at the start, a request waits up to 2 s and is then
/// answered 503 with their progress. A view that has not folded an account yet must not call its password wrong.
/// </summary>
internal sealed class StartGate(RequestDelegate next, Folding folding, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task InvokeAsync(HttpContext context)
    {
        if (
            folding.Standing.IsCompletedSuccessfully
            || context.GetEndpoint() is not { } route
            || route.Metadata.GetMetadata<NeedsNoViews>() is not null
            || await Stands(context.RequestAborted)
        )
            await next(context);
        else if (
            context.Request.GetTypedHeaders().Accept.Any(taken => taken.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase))
        )
            await ProblemWriter.WritePage(context, Problem.Behind(folding.Percent));
        else
            await ProblemWriter.Write(context, Problem.Behind(folding.Percent));
    }

    private async Task<bool> Stands(CancellationToken stop)
    {
        await folding.Standing.WaitAsync(Patience, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.ThrowIfCancellationRequested();
        return folding.Standing.IsCompletedSuccessfully;
    }
}
