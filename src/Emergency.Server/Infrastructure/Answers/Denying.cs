using Emergency.Engine;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Infrastructure.Answers;

/// <summary>Lets a node say "does not exist" or "not for you" only while it holds everything the journal holds.</summary>
internal static class Denying
{
    /// <summary>
    /// Checks this node before a 403 or 404 is answered: throws <see cref="ViewsBehind"/> where this node is behind the journal or cannot
    /// ask it, <see cref="StreamUnreadable"/> where the thing asked for is stored but damaged.
    /// </summary>
    /// <param name="signedIn">True when the asker is known. Strangers, who can make up any id, share one query of the journal.</param>
    public static async ValueTask Denies(this HttpContext context, Problem problem, bool signedIn)
    {
        if (
            ProblemTable.Status(problem.Code) is var status
            && status is not (StatusCodes.Status403Forbidden or StatusCodes.Status404NotFound)
        )
            return;
        if (!signedIn)
        {
            await context.RequestServices.GetRequiredService<CatchingUp>().Now(context.RequestAborted);
            return;
        }
        await context.RequestServices.GetRequiredService<Folding>().Newest(context.RequestAborted);
        if (status == StatusCodes.Status404NotFound && AsksForUnreadable(context))
            throw new StreamUnreadable();
    }

    /// <summary>
    /// True when an id or code in the address is that of a damaged stream, so that nobody knows whether the thing asked for exists. Its
    /// owner cannot be read any more, so every signed-in asker who knows the id is told.
    /// </summary>
    private static bool AsksForUnreadable(HttpContext context)
    {
        var broken = context.RequestServices.GetRequiredService<IFeed>().Broken;
        return broken.Count > 0
            && context
                .Request.RouteValues.Values.OfType<string>()
                .Any(id => broken.Any(stream => stream.EndsWith($"/{id}", StringComparison.OrdinalIgnoreCase)));
    }
}

/// <summary>Thrown where the thing asked for exists, but its stored events cannot be read.</summary>
internal sealed class StreamUnreadable() : Exception("a damaged stream was asked for");
