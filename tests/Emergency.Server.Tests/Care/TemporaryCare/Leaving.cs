using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.TemporaryCare;

/// <summary>The exit of a care case by a committee where the receiver has no telephone.</summary>
internal static class Leaving
{
    /// <summary>Offers, has it signed on paper before a witness, gives over.</summary>
    public static Task<Answer> Leaves(this Api who, string care, string exit, string receiver) =>
        Leaves((path, body) => who.Post(path, body), care, exit, receiver);

    public static Task<Answer> Leaves(this Resident who, string care, string exit, string receiver) =>
        Leaves((path, body) => who.Post(path, body), care, exit, receiver);

    private static async Task<Answer> Leaves(Func<string, object, Task<Answer>> post, string care, string exit, string receiver)
    {
        (
            await post(
                $"{care}/offer",
                new
                {
                    exit,
                    receiver,
                    entrusted = true,
                }
            )
        ).Is(200);
        (await post($"{care}/signed", new { witness = "见证人" })).Is(200);
        return await post($"{care}/exit", new { exit, receiver });
    }
}
