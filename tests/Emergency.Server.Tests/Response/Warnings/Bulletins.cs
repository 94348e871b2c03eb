using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Warnings;

/// <summary>Bulletins sent to the valley and their results, one story after another.</summary>
[Collection(nameof(Bulletins))]
public abstract class Bulletins(Borough borough) : IAsyncLifetime
{
    protected Borough Borough => borough;

    protected Resident Duty { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Valley.Load(borough);
        Duty = await Valley.Duty(borough);
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    private protected Task<Answer> Send(Bulletin bulletin) => bulletin.Send(Duty, borough.Stranger);

    protected static string Path(Answer taken) => $"/api/warnings/{taken.String("id")}";

    protected async Task<string?> Stage(Answer taken) =>
        (await Duty.Get(Path(taken), taken)).Is(200)["warning"].GetProperty("stage").GetString();

    protected static string?[] Divisions(Answer taken) => [.. taken["divisions"].EnumerateArray().Select(code => code.GetString())];
}
