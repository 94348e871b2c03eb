using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Dispatch;

namespace Emergency.Server.Infrastructure.Acting;

/// <summary>
/// An act on one thing: finds it, checks the permission, sends the command and answers. Each noun states once at which place its acts are
/// allowed and to which entity they go.
/// </summary>
/// <param name="Id">The id that the answer names.</param>
/// <param name="To">The entity that decides.</param>
/// <param name="Place">Place that the permission must cover.</param>
internal sealed record ActOn<T>(
    Act Act,
    Guid Id,
    Permission Permission,
    Func<ValueTask<Found<T>>> Find,
    Func<T, EntityId> To,
    Func<T, Place> Place
)
    where T : class
{
    /// <summary>A further objection to the act by this asker; null where there is none.</summary>
    public Func<T, Problem?>? Against { get; init; }

    /// <summary>
    /// True when the asker is assigned to just this thing, which allows the act where the permission's scope does not reach.
    /// </summary>
    public Func<T, bool>? Assigned { get; init; }

    /// <summary>Finds the thing, lets <paramref name="prepare"/> seal and look up what the command needs, then sends it.</summary>
    public async Task<Outcome<Recorded>> Do(Func<T, ValueTask<Func<By, Command>>> prepare) => Answer(await Send(prepare));

    public async Task<Outcome<Recorded>> Do(Func<T, By, Command> make) => Answer(await Send(Ready(make)));

    public async Task<Outcome<Recorded>> Do(Func<By, Command> make) => Answer(await Send(Ready((_, by) => make(by))));

    /// <summary>As <see cref="Do(Func{T, ValueTask{Func{By, Command}}})"/>, with an answer that says only that it is done.</summary>
    public async Task<Outcome<Done>> Done(Func<T, ValueTask<Func<By, Command>>> prepare) => (await Send(prepare)).With(new Done());

    public async Task<Outcome<Done>> Done(Func<By, Command> make) => (await Send(Ready((_, by) => make(by)))).With(new Done());

    private static Func<T, ValueTask<Func<By, Command>>> Ready(Func<T, By, Command> make) =>
        found => ValueTask.FromResult<Func<By, Command>>(by => make(found, by));

    private Outcome<Recorded> Answer(Sent sent) => sent.With(new Recorded(Id, sent.Position.Value));

    private async Task<Sent> Send(Func<T, ValueTask<Func<By, Command>>> prepare)
    {
        var found = await Find();
        if (found.Value is not { } thing)
            return new Sent(Position.Start, found.Problem);
        if (Against?.Invoke(thing) is { } problem)
            return new Sent(Position.Start, problem);
        return await Act.Send(Permission, Place(thing), To(thing), await prepare(thing), Assigned is null ? null : () => Assigned(thing));
    }
}
