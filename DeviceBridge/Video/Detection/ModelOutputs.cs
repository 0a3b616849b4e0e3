using Microsoft.ML.OnnxRuntime;

namespace SafetyHub.DeviceBridge.Video.Detection;

/// <summary>Which outputs of a model a decoder reads. Outputs are found by their size: exporters name and order them as they like.</summary>
/// <param name="Names">Names in the decoder's order.</param>
/// <param name="Lengths">Values of one picture, or <see cref="PersonDecoder.AnyRows"/>.</param>
/// <param name="Dimensions">Shapes as the model states them; an open size is negative.</param>
internal sealed record ModelOutputs(string[] Names, IReadOnlyList<int> Lengths, IReadOnlyList<int[]> Dimensions)
{
    /// <summary>True when every output has an open first size.</summary>
    public bool IsBatchOpen => Dimensions.All(dimensions => dimensions.Length > 0 && dimensions[0] < 0);

    /// <summary>The shape of an output for so many pictures.</summary>
    public long[] Shape(int output, int batch) => [.. Dimensions[output].Select((size, i) => i == 0 && size < 0 ? batch : (long)size)];

    /// <summary>Finds them; throws <see cref="ModelRejectedException"/> when one is missing.</summary>
    public static ModelOutputs Of(InferenceSession session, PersonDecoder decoder)
    {
        var all = session.OutputNames.ToDictionary(name => name, name => AtHeight(session.OutputMetadata[name].Dimensions, decoder.Shape));
        var free = new Dictionary<string, int[]>(all);
        var names = decoder.OutputLengths.Select(length => Find(free, length)).ToArray();
        return new ModelOutputs(names, decoder.OutputLengths, [.. names.Select(name => all[name])]);
    }

    // A grid of open height is as high as its width says.
    private static int[] AtHeight(int[] dimensions, ModelShape shape) => dimensions is [var batch, var values, < 0, > 0 and var width]
        ? [batch, values, width * shape.Height / shape.Width, width]
        : dimensions;

    private static string Find(Dictionary<string, int[]> free, int length)
    {
        var name = free.FirstOrDefault(pair => length == PersonDecoder.AnyRows
            ? pair.Value is [.., NmsIncludedDecoder.Row]
            : Values(pair.Value) == length).Key ?? throw new ModelRejectedException(
                (length == PersonDecoder.AnyRows ? $"No output with rows of {NmsIncludedDecoder.Row} values" : $"No output with {length} values")
                + $"; there are {string.Join(", ", free.Select(pair => $"{pair.Key} [{string.Join(',', pair.Value)}]"))}.");
        free.Remove(name);
        return name;
    }

    // An open first size is the batch and counts as one.
    private static long Values(int[] dimensions) => dimensions.Select((size, i) => i == 0 && size < 0 ? 1L : size).Aggregate(1L, (a, b) => a * b);
}
