namespace SafetyHub.DeviceBridge.Video.Tracking;

/// <summary>The best pairing of rows with columns (Hungarian method, Kuhn 1955; with potentials, cubic in the larger side).</summary>
internal static class Assignment
{
    /// <summary>For each row its column, or -1: the pairing whose gains add up to the most. Gains are not negative; a gain of 0 is no pair.</summary>
    public static int[] Best(double[,] gain)
    {
        var (rows, columns) = (gain.GetLength(0), gain.GetLength(1));
        var size = Math.Max(rows, columns);
        var (u, v, rowOf, way) = (new double[size + 1], new double[size + 1], new int[size + 1], new int[size + 1]);
        for (var row = 1; row <= size; row++)
            Insert(row);
        var result = Enumerable.Repeat(-1, rows).ToArray();
        for (var column = 1; column <= columns; column++)
        {
            if (rowOf[column] is > 0 and var row && row <= rows && gain[row - 1, column - 1] > 0)
                result[row - 1] = column - 1;
        }
        return result;

        double Cost(int row, int column) => row <= rows && column <= columns ? -gain[row - 1, column - 1] : 0;

        void Insert(int row)
        {
            var (least, used) = (new double[size + 1], new bool[size + 1]);
            Array.Fill(least, double.PositiveInfinity);
            rowOf[0] = row;
            var column = 0;
            do
                column = Step(column, least, used);
            while (rowOf[column] != 0);
            for (; column != 0; column = way[column])
                rowOf[column] = rowOf[way[column]];
        }

        // Grows the tree of tight pairs by the cheapest column that is not in it.
        int Step(int column, double[] least, bool[] used)
        {
            used[column] = true;
            var (row, delta, next) = (rowOf[column], double.PositiveInfinity, 0);
            for (var j = 1; j <= size; j++)
            {
                if (used[j])
                    continue;
                var reduced = Cost(row, j) - u[row] - v[j];
                if (reduced < least[j])
                    (least[j], way[j]) = (reduced, column);
                if (least[j] < delta)
                    (delta, next) = (least[j], j);
            }
            for (var j = 0; j <= size; j++)
            {
                if (used[j])
                    (u[rowOf[j]], v[j]) = (u[rowOf[j]] + delta, v[j] - delta);
                else
                    least[j] -= delta;
            }
            return next;
        }
    }
}
