using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Background;
using Emergency.Server.Infrastructure.Checkpoints;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Finding;
using Emergency.Server.Infrastructure.Keys;
using Emergency.Server.Infrastructure.Storage;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Hosting;

/// <summary>Registers engine, keys, clock and views as services.</summary>
internal static class EngineRoom
{
    public static WebApplicationBuilder AddEngine(this WebApplicationBuilder builder, Opened opened)
    {
        builder
            .Services.AddSingleton(opened.Engine.Entities)
            .AddSingleton(opened.Engine.Feed)
            .AddSingleton(opened.Engine.Duties)
            .AddSingleton(opened.Engine.Progress)
            .AddSingleton(opened.Engine.Sessions)
            .AddSingleton(opened.Engine.Attachments)
            .AddSingleton<SealedFiles>()
            .AddSingleton<Destroying>()
            .AddSingleton(opened.Sealing)
            .AddSingleton(opened.Keys)
            .AddSingleton(opened.Installation)
            .AddSingleton(opened.Time)
            .AddSingleton(opened.Realms)
            .AddSingleton<IForms>(new Forms())
            .AddSingleton<Sending>()
            .AddSingleton(typeof(Finder<>))
            .AddSingleton<Folding>()
            .AddHostedService(services => services.GetRequiredService<Folding>());
        builder
            .Services.AddSingleton(services => new CheckpointFolder(
                services.GetRequiredService<Settings>() is { Checkpoint: > 0 } settings ? settings.CheckpointFolder : null,
                opened.Sealing
            ))
            .AddSingleton<IFailing>(services => services.GetRequiredService<CheckpointFolder>())
            .AddGuarded<Checkpointing>();
        builder
            .Services.AddSingleton(opened.Rotation)
            .AddSingleton(opened.Engine.About)
            .AddSingleton(opened.Engine.Seals)
            .AddSingleton(services => services.GetRequiredService<Settings>().Engine)
            .AddSingleton<Troubles>()
            .AddSingleton<MasterWatch>()
            .AddGuarded<MasterWatch>()
            .AddGuarded<Orphans>();
        // Used by health only, so that no other part of the server holds the whole engine.
        builder.Services.AddSingleton(
            new EngineState(
                () => opened.Engine.Trouble ?? (opened.Keys.Trouble is { } keys ? $"the keys: {keys}" : null),
                () => opened.Engine.LostRaces,
                () => opened.Engine.Seals.Trouble,
                () => opened.Engine.Nodes,
                () => opened.Engine.Failing,
                opened.Engine.Unwell
            )
        );
        builder.Services.AddSingleton(new ClockState(() => (opened.Time as SteadyTime)?.Advice));
        return builder;
    }
}

/// <summary>Advice to a person about this machine's clock.</summary>
internal sealed record ClockState(Func<string?> Advice);

/// <summary>State of the engine as it reports it.</summary>
internal sealed record EngineState(
    Func<string?> Trouble,
    Func<long> LostRaces,
    Func<string?> Seals,
    Func<NodesSeen?> Nodes,
    Func<IReadOnlyList<string>> Failing,
    Func<CancellationToken, ValueTask<IReadOnlyList<UnwellPart>>> Unwell
)
{
    /// <summary>The trouble that every engine reports in the same words.</summary>
    public const string Full = "the disk is full";
}
