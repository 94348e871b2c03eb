using System.Security.Cryptography;
using System.Text;

namespace Emergency.Server.Infrastructure.Checkpoints;

/// <summary>A fingerprint of what codecs write: names and types of all fields, down to numbers and texts.</summary>
internal sealed class Shape
{
    private const int Digits = 16;
    private readonly StringBuilder _words = new();
    private readonly HashSet<Type> _met = [];

    public static string Of(Codec codec)
    {
        var shape = new Shape();
        codec.Describe(shape);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(shape._words.ToString())))[..Digits];
    }

    public void Add(string word) => _words.Append(word).Append(' ');

    /// <summary>Adds a type's name; true at its first occurrence, where its fields must be described.</summary>
    public bool Meet(Type type)
    {
        Add(type.ToString());
        return _met.Add(type);
    }
}
