using System.Reflection;
using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Finding;

namespace Emergency.Server.Infrastructure.Acting;

/// <summary>
/// An act of one asker over HTTP: the asker, and the ways to find, seal and send. A handler takes it as a parameter beside its route values
/// and body.
/// </summary>
internal sealed class Act(Asked asked, IServiceProvider services, CancellationToken stop)
{
    public Asked Asked => asked;
    public DateTimeOffset Now => asked.Now;
    public CancellationToken Stop => stop;
    public ISealing Sealing => Use<ISealing>();

    public static ValueTask<Act> BindAsync(HttpContext context, ParameterInfo _) =>
        ValueTask.FromResult(
            new Act(
                context.Features.Get<Asked>() ?? throw new InvalidOperationException("the route does not say that it needs a session"),
                context.RequestServices,
                context.RequestAborted
            )
        );

    /// <summary>Returns a service with which a noun finds its things.</summary>
    public T Use<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>An act on a row that is found by its id.</summary>
    public ActOn<TRow> On<TRow>(Guid id, Permission permission, Func<TRow, EntityId> to, Func<TRow, Place> place)
        where TRow : class, IFound<TRow> =>
        new(this, id, permission, async () => (await Use<Finder<TRow>>().Find(asked, id, stop)).Row, to, place);

    /// <summary>Seals words under a key, which is made where there is none yet.</summary>
    public async ValueTask<Sealed> Seal<TWords>(Guid key, TWords words)
    {
        await Sealing.Ensure([key], stop);
        return Sealing.Seal(key, words);
    }

    /// <summary>Seals a text; null for a blank one.</summary>
    public async ValueTask<Sealed?> SealText(Guid key, string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : await Seal(key, new FreeText(text));

    public ValueTask<Sent> Send(Permission permission, Place place, EntityId to, Func<By, Command> make, Func<bool>? assigned = null) =>
        Use<Sending>().Send(asked, permission, place, to, make, assigned, stop);
}
